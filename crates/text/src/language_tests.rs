//! Tests of the language of a text: short texts of ours are known, others are not taken for them.

use super::*;

fn heard(text: &str) -> Option<Language> {
    hear(text, &Tokens::of(text)).map(|heard| heard.language)
}

/// None of these stands in `languages.txt`.
const OURS: [(Language, &[&str]); 6] = [
    (
        Language::English,
        &[
            "still no sign of my parcel",
            "the driver left it in the rain",
            "can I use my card abroad",
            "Card payment declined twice today",
            "worst airline I have ever flown",
            "great flight, lovely crew, thanks",
            "u guys r the best",
            "why was my cash withdrawal not processed",
            "app keeps crashing on startup",
            "nobody at the counter knew anything",
            "my kids loved the show",
            "where do I find my PIN",
        ],
    ),
    (
        Language::German,
        &[
            "mein Paket ist noch nicht da",
            "der Fahrer hat nicht geklingelt",
            "kann ich die Karte im Ausland benutzen",
            "seit drei Tagen kein Internet mehr",
            "sehr freundliche Beratung, gerne wieder",
            "die App stürzt beim Start ab",
            "niemand am Schalter wusste etwas",
            "meine Kinder fanden es toll",
            "wo finde ich meine Kundennummer",
            "leider völlig falsche Ware bekommen",
        ],
    ),
    (
        Language::French,
        &[
            "mon colis n'est toujours pas arrivé",
            "le livreur n'a pas sonné",
            "puis-je utiliser ma carte à l'étranger",
            "plus d'internet depuis trois jours",
            "très bon accueil, je reviendrai",
            "l'application plante au démarrage",
            "personne au guichet ne savait rien",
            "mes enfants ont adoré le spectacle",
            "où est mon numéro de client",
            "service client vraiment nul",
        ],
    ),
    (
        Language::Spanish,
        &[
            "mi paquete todavía no ha llegado",
            "el repartidor no llamó al timbre",
            "puedo usar mi tarjeta en el extranjero",
            "tres días sin internet en casa",
            "muy buena atención, volveré seguro",
            "la aplicación se cierra al abrirla",
            "nadie en el mostrador sabía nada",
            "a mis hijos les encantó el espectáculo",
            "donde encuentro mi numero de cliente",
            "excelente producto, llegó muy rápido",
        ],
    ),
    (
        Language::Portuguese,
        &[
            "meu pacote ainda não chegou",
            "o entregador não tocou a campainha",
            "posso usar meu cartão no exterior",
            "três dias sem internet em casa",
            "ótimo atendimento, voltarei com certeza",
            "o aplicativo fecha quando abro",
            "ninguém no balcão sabia de nada",
            "meus filhos adoraram o espetáculo",
            "nao recebi o produto ate agora",
            "chegou antes do prazo, muito bom",
        ],
    ),
    (
        Language::Italian,
        &[
            "il mio pacco non è ancora arrivato",
            "il corriere non ha suonato",
            "posso usare la carta all'estero",
            "tre giorni senza internet a casa",
            "ottima accoglienza, tornerò di sicuro",
            "l'app si chiude appena la apro",
            "nessuno allo sportello sapeva niente",
            "ai miei figli è piaciuto lo spettacolo",
            "dove trovo il mio codice cliente",
            "servizio clienti davvero pessimo",
        ],
    ),
];

const OTHERS: [&str; 34] = [
    "mijn pakket is nog steeds niet aangekomen",
    "de chauffeur heeft niet aangebeld",
    "kan ik mijn kaart in het buitenland gebruiken",
    "vriendelijk geholpen, kom zeker terug",
    "moja paczka jeszcze nie dotarła",
    "kurier nie zadzwonił do drzwi",
    "świetna obsługa, na pewno wrócę",
    "paketim hâlâ gelmedi",
    "kurye kapıyı çalmadı bile",
    "harika hizmet, kesinlikle tekrar geleceğim",
    "我的包裹还没有到",
    "你们的服务太差了，再也不来了",
    "荷物がまだ届いていません",
    "لم تصل شحنتي حتى الآن",
    "الخدمة سيئة جدا ولن أعود",
    "моя посылка до сих пор не пришла",
    "το δέμα μου δεν έχει φτάσει ακόμα",
    "החבילה שלי עדיין לא הגיעה",
    "मेरा पार्सल अभी तक नहीं आया",
    "พัสดุของฉันยังไม่มาถึง",
    "내 소포가 아직 도착하지 않았어요",
    "mitt paket har fortfarande inte kommit fram",
    "min pakke er stadig ikke kommet",
    "pakken min har fortsatt ikke kommet",
    "pakettini ei ole vieläkään saapunut",
    "můj balík stále nedorazil",
    "moj paket još uvijek nije stigao",
    "coletul meu încă nu a ajuns",
    "a csomagom még mindig nem érkezett meg",
    "paket saya belum juga sampai sampai sekarang",
    "el meu paquet encara no ha arribat",
    "gói hàng của tôi vẫn chưa đến",
    "hindi pa rin dumarating ang padala ko",
    "mzigo wangu bado haujafika hadi sasa",
];

#[test]
fn short_texts_in_our_languages_are_known() {
    let wrong: Vec<String> = OURS
        .iter()
        .flat_map(|(language, texts)| texts.iter().map(move |text| (*language, *text)))
        .filter(|(language, text)| heard(text) != Some(*language))
        .map(|(language, text)| format!("{text} ({}) is {:?}", language.code(), hear(text, &Tokens::of(text))))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn other_languages_are_none_of_ours() {
    let wrong: Vec<String> =
        OTHERS.iter().filter_map(|text| Some(format!("{text} is {:?}", hear(text, &Tokens::of(text))?))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_to_go_by_is_no_language() {
    for text in ["", "  \n", "12345", "👍👍", "@someone https://example.com/the/page", "xqzt", "..."] {
        assert_eq!(heard(text), None, "{text}");
    }
}

#[test]
fn tags_name_languages() {
    assert_eq!(Language::of_tag("pt-BR"), Some(Language::Portuguese));
    assert_eq!(Language::of_tag("EN_us"), Some(Language::English));
    assert_eq!(Language::of_tag("nl"), None);
}
