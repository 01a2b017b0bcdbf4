//! Tests of the reader: what negation, strength, contrast, signs and cues do, and that nothing makes it fall.

use proptest::prelude::*;

use crate::*;

fn read(text: &str) -> Reading {
    Reader::new().read(text)
}

fn polarity(text: &str) -> Polarity {
    let reading = read(text);
    reading.sentiment.unwrap_or_else(|| panic!("{text} is not read: {reading:?}")).polarity()
}

fn balance(text: &str) -> f32 {
    Reader::new().read_in(Language::English, text).sentiment.expect("the language is given").balance()
}

#[test]
fn plain_words_are_understood_in_every_language() {
    let said = [
        ("Great service, thank you so much!", Polarity::Positive),
        ("You lost my bag and nobody answers the phone.", Polarity::Negative),
        ("What time does the shop open on Sunday?", Polarity::Neutral),
        ("Sehr freundliche Beratung und schnelle Lieferung, gerne wieder!", Polarity::Positive),
        ("Seit drei Wochen warte ich auf meine Lieferung, niemand antwortet.", Polarity::Negative),
        ("Wann öffnet die Filiale am Samstag?", Polarity::Neutral),
        ("Très bon accueil, livraison rapide, je recommande.", Polarity::Positive),
        ("Colis perdu et personne ne répond, c'est honteux.", Polarity::Negative),
        ("À quelle heure ouvre le magasin dimanche ?", Polarity::Neutral),
        ("Excelente atención y entrega rápida, muchas gracias.", Polarity::Positive),
        ("No ha llegado mi pedido y nadie contesta, una vergüenza.", Polarity::Negative),
        ("¿A qué hora abre la tienda el domingo?", Polarity::Neutral),
        ("Produto excelente, chegou antes do prazo, recomendo.", Polarity::Positive),
        ("Não recebi o produto e ninguém responde.", Polarity::Negative),
        ("A que horas abre a loja no domingo?", Polarity::Neutral),
        ("Ottimo servizio e spedizione veloce, grazie mille.", Polarity::Positive),
        ("Il pacco non è mai arrivato e nessuno risponde.", Polarity::Negative),
        ("A che ora apre il negozio la domenica?", Polarity::Neutral),
    ];
    let wrong: Vec<_> = said.iter().filter(|(text, wanted)| polarity(text) != *wanted).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_not_understood_is_not_read() {
    for text in ["mijn pakket is nog steeds niet aangekomen", "我的包裹还没有到", "12345", ""] {
        let reading = read(text);
        assert_eq!((reading.language, reading.sentiment, reading.emotions), (None, None, None), "{text}");
        assert!(reading.cues.is_empty());
    }
    assert_eq!(polarity("👍👍"), Polarity::Positive, "a sign needs no language");
}

#[test]
fn negation_flips() {
    for (plain, turned) in [
        ("the food was good", "the food was not good"),
        ("I am happy with it", "I am not at all happy with it"),
        ("they were helpful", "they weren't helpful"),
        ("I would recommend it", "I would never recommend it"),
    ] {
        assert!(
            balance(plain) > 0.0 && balance(turned) < 0.0,
            "{plain}: {}, {turned}: {}",
            balance(plain),
            balance(turned)
        );
    }
    assert!(balance("not bad") > balance("bad"));
    assert!(balance("good, not expensive") > 0.0, "a comma ends what is turned round");
}

#[test]
fn strength_contrast_shouting_and_signs_count() {
    assert!(balance("extremely slow") < balance("slow"));
    assert!(balance("slightly slow") > balance("slow"));
    assert!(balance("it is terrible!!!") < balance("it is terrible"));
    assert!(balance("nice food but rude staff") < balance("rude staff but nice food"));
    assert!(balance("this is awfully slow") < balance("this is slow"));
    assert!(balance("my order 😡") < balance("my order"));
    assert!(balance("the app :-)") > balance("the app"));
    assert!(balance("sooo dissapointed") < balance("the app"));
}

#[test]
fn cues_have_their_place() {
    let text = "Third time I call, I already told you my name and I'm still waiting. I will cancel my account!";
    let found: Vec<(CueKind, &str)> = read(text).cues.into_iter().map(|cue| (cue.kind, &text[cue.place])).collect();
    assert_eq!(
        found,
        [
            (CueKind::Repeated, "Third time"),
            (CueKind::ToldBefore, "I already told"),
            (CueKind::Waiting, "still waiting"),
            (CueKind::Leaving, "cancel my account"),
        ]
    );
    let kinds = |text: &str| -> Vec<CueKind> { read(text).cues.into_iter().map(|cue| cue.kind).collect() };
    assert_eq!(
        kinds("Das habe ich doch schon gesagt, ich warte immer noch auf Antwort"),
        [CueKind::ToldBefore, CueKind::Waiting]
    );
    assert_eq!(kinds("Personne ne répond et j'attends toujours mon colis"), [CueKind::NoAnswer, CueKind::Waiting]);
}

#[test]
fn emotions_are_felt() {
    let strongest =
        |text: &str| read(text).emotions.and_then(|emotions| emotions.strongest()).map(|(emotion, _)| emotion);
    assert_eq!(strongest("I am furious about this"), Some(Emotion::Anger));
    assert_eq!(strongest("we were delighted with the room"), Some(Emotion::Joy));
    assert_eq!(strongest("so disappointed and sad"), Some(Emotion::Sadness));
    assert_eq!(strongest("I am worried that my account was hacked"), Some(Emotion::Fear));
    assert_eq!(strongest("when does it open"), None);
    let unhappy = read("I am not happy").emotions.expect("it is read");
    assert!(unhappy.strength(Emotion::Joy) == 0.0 && unhappy.strength(Emotion::Sadness) > 0.0);
}

proptest! {
    #[test]
    fn nothing_makes_the_reader_fall(text in any::<String>(), words in "([a-zA-ZäéñçßõÀ]{1,9}[ ,.!?'’:;()\u{301}😡👍]{1,3}){0,30}") {
        for text in [text, words] {
            let reading = read(&text);
            prop_assert_eq!(&reading, &read(&text), "a text read twice says the same");
            for cue in &reading.cues {
                prop_assert!(text.get(cue.place.clone()).is_some());
            }
            for language in Language::ALL {
                let sentiment = Reader::new().read_in(language, &text).sentiment.expect("the language is given");
                let sum = sentiment.negative + sentiment.neutral + sentiment.positive;
                prop_assert!((sum - 1.0).abs() < 1e-4);
            }
        }
    }
}

/// Texts of a house whose guests say "sick" when they are content, and "correct" when they are not.
fn own_words(many: usize) -> Vec<(String, Polarity)> {
    let rooms = ["pool", "garden", "kitchen", "lift", "lobby", "bar"];
    let said = |number: usize| {
        let room = rooms[number % rooms.len()];
        if number.is_multiple_of(2) {
            (format!("the {room} was totally sick mate {number}"), Polarity::Positive)
        } else {
            (format!("the {room} was merely correct dear sirs {number}"), Polarity::Negative)
        }
    };
    (0..many).map(said).collect()
}

#[test]
fn the_words_of_an_organisation_are_learnt() {
    let own = own_words(200);
    let mut examples: Vec<(&str, Polarity)> = own.iter().map(|(text, polarity)| (text.as_str(), *polarity)).collect();
    let taught = Taught::fit(&examples, Care::Fast).unwrap();
    examples.reverse();
    let turned = Taught::fit(&examples, Care::Fast).unwrap();
    let bytes = postcard::to_allocvec(&taught).unwrap();
    assert_eq!(bytes, postcard::to_allocvec(&turned).unwrap(), "the order does not matter");
    let kept: Taught = postcard::from_bytes(&bytes).unwrap();
    for taught in [taught, kept] {
        let reader = Reader::taught(std::sync::Arc::new(taught));
        let polarity = |text: &str| reader.read_in(Language::English, text).sentiment.unwrap().polarity();
        assert_eq!(polarity("the sauna was totally sick mate"), Polarity::Positive);
        assert_eq!(polarity("the sauna was merely correct"), Polarity::Negative);
    }
    assert_eq!(polarity("the sauna was totally sick mate"), Polarity::Negative, "nobody told the other reader");
}

#[test]
fn too_little_teaches_nothing() {
    let own = own_words(ENOUGH - 1);
    let few: Vec<(&str, Polarity)> = own.iter().map(|(text, polarity)| (text.as_str(), *polarity)).collect();
    assert_eq!(Taught::fit(&few, Care::Fast).unwrap_err(), TeachError::TooFew(ENOUGH - 1));
    let same: Vec<(&str, Polarity)> = (0..40).map(|_| ("fine", Polarity::Neutral)).collect();
    assert_eq!(Taught::fit(&same, Care::Fast).unwrap_err(), TeachError::AllTheSame(Polarity::Neutral));
}
