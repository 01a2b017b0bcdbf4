//! What the pages say by themselves, in the languages that people read.

/// Why an answer cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mistake {
    /// It must be answered.
    Missing,
    /// It is none of the options.
    NoOption,
    /// It is not on the scale from the one to the other.
    OffScale(u8, u8),
    /// It has more characters.
    TooLong(u32),
    /// More were chosen.
    TooMany(u32),
    /// Two have the same place.
    SamePlace,
    /// It is no number.
    NoNumber,
    /// It is less than the one or more than the other.
    OutOfBounds(Option<f64>, Option<f64>),
    /// It is no day.
    NoDate,
}

/// The words of a language.
pub(in crate::feedback) struct Words {
    /// Its tag.
    tag: &'static str,
    pub(super) next: &'static str,
    pub(super) back: &'static str,
    pub(super) send: &'static str,
    pub(super) optional: &'static str,
    pub(super) other: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    /// Above what could not be taken.
    pub(super) look_again: &'static str,
    /// The ends of the scales of recommending, satisfaction and ease.
    pub(in crate::feedback) recommend: [&'static str; 2],
    pub(in crate::feedback) satisfied: [&'static str; 2],
    pub(in crate::feedback) easy: [&'static str; 2],
    /// The five faces.
    pub(in crate::feedback) faces: [&'static str; 5],
    pub(super) star: [&'static str; 2],
    /// How far somebody is: `{}` of `{}`.
    pub(super) page_of: &'static str,
    pub(super) over: &'static str,
    pub(super) answered: &'static str,
    pub(super) invited_only: &'static str,
    pub(super) place: &'static str,
    missing: &'static str,
    no_option: &'static str,
    off_scale: &'static str,
    too_long: &'static str,
    too_many: &'static str,
    same_place: &'static str,
    no_number: &'static str,
    at_least: &'static str,
    at_most: &'static str,
    no_date: &'static str,
}

impl Words {
    /// The words of a language by its tag; English where there are none.
    pub(in crate::feedback) fn of(language: &str) -> &'static Words {
        let first = language.split('-').next().unwrap_or_default();
        ALL.iter().find(|words| words.tag == first).unwrap_or(&ALL[0])
    }

    /// The language.
    pub(super) fn tag(&self) -> &'static str {
        self.tag
    }

    /// What is said of an answer that cannot be taken.
    pub(super) fn of_mistake(&self, mistake: Mistake) -> String {
        let with = |text: &str, value: &dyn std::fmt::Display| text.replacen("{}", &value.to_string(), 1);
        match mistake {
            Mistake::Missing => self.missing.to_owned(),
            Mistake::NoOption => self.no_option.to_owned(),
            Mistake::OffScale(lowest, highest) => with(&with(self.off_scale, &lowest), &highest),
            Mistake::TooLong(most) => with(self.too_long, &most),
            Mistake::TooMany(most) => with(self.too_many, &most),
            Mistake::SamePlace => self.same_place.to_owned(),
            Mistake::NoNumber => self.no_number.to_owned(),
            Mistake::NoDate => self.no_date.to_owned(),
            Mistake::OutOfBounds(Some(least), None) => with(self.at_least, &least),
            Mistake::OutOfBounds(None, Some(most)) => with(self.at_most, &most),
            Mistake::OutOfBounds(least, most) => {
                with(&with(self.off_scale, &least.unwrap_or_default()), &most.unwrap_or_default())
            }
        }
    }
}

/// Whether a language is written from right to left.
pub(in crate::feedback) fn is_right_to_left(language: &str) -> bool {
    matches!(language.split('-').next(), Some("ar" | "dv" | "fa" | "he" | "ku" | "ps" | "ur" | "yi"))
}

const ALL: [Words; 9] = [
    Words {
        tag: "en",
        next: "Next",
        back: "Back",
        send: "Send",
        optional: "optional",
        other: "Something else",
        yes: "Yes",
        no: "No",
        look_again: "Please look at this again:",
        recommend: ["Not at all likely", "Extremely likely"],
        satisfied: ["Very dissatisfied", "Very satisfied"],
        easy: ["Very hard", "Very easy"],
        faces: ["Very unhappy", "Unhappy", "Neither", "Happy", "Very happy"],
        star: ["star", "stars"],
        page_of: "Page {} of {}",
        over: "This survey is over. Thank you for wanting to answer.",
        answered: "You have answered already. Thank you.",
        invited_only: "This survey is for those who were invited: please use the link that you were sent.",
        place: "Place",
        missing: "Please answer this question.",
        no_option: "Please choose one of what is offered.",
        off_scale: "Please choose from {} to {}.",
        too_long: "Please write no more than {} characters.",
        too_many: "Please choose no more than {}.",
        same_place: "Please give every place once.",
        no_number: "Please write a number.",
        at_least: "Please write {} or more.",
        at_most: "Please write {} or less.",
        no_date: "Please give a day.",
    },
    Words {
        tag: "de",
        next: "Weiter",
        back: "Zurück",
        send: "Absenden",
        optional: "freiwillig",
        other: "Etwas anderes",
        yes: "Ja",
        no: "Nein",
        look_again: "Bitte sehen Sie hier noch einmal nach:",
        recommend: ["Sehr unwahrscheinlich", "Sehr wahrscheinlich"],
        satisfied: ["Sehr unzufrieden", "Sehr zufrieden"],
        easy: ["Sehr schwer", "Sehr leicht"],
        faces: ["Sehr unglücklich", "Unglücklich", "Weder noch", "Glücklich", "Sehr glücklich"],
        star: ["Stern", "Sterne"],
        page_of: "Seite {} von {}",
        over: "Diese Umfrage ist beendet. Danke, dass Sie antworten wollten.",
        answered: "Sie haben schon geantwortet. Vielen Dank.",
        invited_only: "Diese Umfrage ist für Eingeladene: Bitte benutzen Sie den Link, den Sie bekommen haben.",
        place: "Platz",
        missing: "Bitte beantworten Sie diese Frage.",
        no_option: "Bitte wählen Sie aus dem, was angeboten wird.",
        off_scale: "Bitte wählen Sie von {} bis {}.",
        too_long: "Bitte schreiben Sie höchstens {} Zeichen.",
        too_many: "Bitte wählen Sie höchstens {}.",
        same_place: "Bitte vergeben Sie jeden Platz einmal.",
        no_number: "Bitte schreiben Sie eine Zahl.",
        at_least: "Bitte schreiben Sie {} oder mehr.",
        at_most: "Bitte schreiben Sie {} oder weniger.",
        no_date: "Bitte geben Sie einen Tag an.",
    },
    Words {
        tag: "fr",
        next: "Suivant",
        back: "Retour",
        send: "Envoyer",
        optional: "facultatif",
        other: "Autre chose",
        yes: "Oui",
        no: "Non",
        look_again: "Merci de revoir ceci :",
        recommend: ["Très improbable", "Très probable"],
        satisfied: ["Très insatisfait", "Très satisfait"],
        easy: ["Très difficile", "Très facile"],
        faces: ["Très mécontent", "Mécontent", "Ni l’un ni l’autre", "Content", "Très content"],
        star: ["étoile", "étoiles"],
        page_of: "Page {} sur {}",
        over: "Cette enquête est terminée. Merci d’avoir voulu répondre.",
        answered: "Vous avez déjà répondu. Merci.",
        invited_only: "Cette enquête est réservée aux personnes invitées : utilisez le lien que vous avez reçu.",
        place: "Place",
        missing: "Merci de répondre à cette question.",
        no_option: "Merci de choisir parmi les réponses proposées.",
        off_scale: "Merci de choisir de {} à {}.",
        too_long: "Merci d’écrire au plus {} caractères.",
        too_many: "Merci d’en choisir au plus {}.",
        same_place: "Merci de donner chaque place une seule fois.",
        no_number: "Merci d’écrire un nombre.",
        at_least: "Merci d’écrire {} ou plus.",
        at_most: "Merci d’écrire {} ou moins.",
        no_date: "Merci d’indiquer un jour.",
    },
    Words {
        tag: "es",
        next: "Siguiente",
        back: "Atrás",
        send: "Enviar",
        optional: "opcional",
        other: "Otra cosa",
        yes: "Sí",
        no: "No",
        look_again: "Por favor, revise esto:",
        recommend: ["Nada probable", "Muy probable"],
        satisfied: ["Muy insatisfecho", "Muy satisfecho"],
        easy: ["Muy difícil", "Muy fácil"],
        faces: ["Muy descontento", "Descontento", "Ni lo uno ni lo otro", "Contento", "Muy contento"],
        star: ["estrella", "estrellas"],
        page_of: "Página {} de {}",
        over: "Esta encuesta ha terminado. Gracias por querer responder.",
        answered: "Ya ha respondido. Gracias.",
        invited_only: "Esta encuesta es para personas invitadas: use el enlace que recibió.",
        place: "Puesto",
        missing: "Por favor, responda a esta pregunta.",
        no_option: "Por favor, elija una de las opciones.",
        off_scale: "Por favor, elija de {} a {}.",
        too_long: "Por favor, escriba como máximo {} caracteres.",
        too_many: "Por favor, elija como máximo {}.",
        same_place: "Por favor, dé cada puesto una sola vez.",
        no_number: "Por favor, escriba un número.",
        at_least: "Por favor, escriba {} o más.",
        at_most: "Por favor, escriba {} o menos.",
        no_date: "Por favor, indique un día.",
    },
    Words {
        tag: "pt",
        next: "Seguinte",
        back: "Voltar",
        send: "Enviar",
        optional: "opcional",
        other: "Outra coisa",
        yes: "Sim",
        no: "Não",
        look_again: "Por favor, reveja isto:",
        recommend: ["Nada provável", "Muito provável"],
        satisfied: ["Muito insatisfeito", "Muito satisfeito"],
        easy: ["Muito difícil", "Muito fácil"],
        faces: ["Muito descontente", "Descontente", "Nem um nem outro", "Contente", "Muito contente"],
        star: ["estrela", "estrelas"],
        page_of: "Página {} de {}",
        over: "Este inquérito terminou. Obrigado por querer responder.",
        answered: "Já respondeu. Obrigado.",
        invited_only: "Este inquérito é para quem foi convidado: use a ligação que recebeu.",
        place: "Lugar",
        missing: "Por favor, responda a esta pergunta.",
        no_option: "Por favor, escolha uma das opções.",
        off_scale: "Por favor, escolha de {} a {}.",
        too_long: "Por favor, escreva no máximo {} caracteres.",
        too_many: "Por favor, escolha no máximo {}.",
        same_place: "Por favor, dê cada lugar uma só vez.",
        no_number: "Por favor, escreva um número.",
        at_least: "Por favor, escreva {} ou mais.",
        at_most: "Por favor, escreva {} ou menos.",
        no_date: "Por favor, indique um dia.",
    },
    Words {
        tag: "it",
        next: "Avanti",
        back: "Indietro",
        send: "Invia",
        optional: "facoltativo",
        other: "Qualcos’altro",
        yes: "Sì",
        no: "No",
        look_again: "Controlli di nuovo, per favore:",
        recommend: ["Per niente probabile", "Molto probabile"],
        satisfied: ["Molto insoddisfatto", "Molto soddisfatto"],
        easy: ["Molto difficile", "Molto facile"],
        faces: ["Molto scontento", "Scontento", "Né l’uno né l’altro", "Contento", "Molto contento"],
        star: ["stella", "stelle"],
        page_of: "Pagina {} di {}",
        over: "Questo sondaggio è finito. Grazie per aver voluto rispondere.",
        answered: "Ha già risposto. Grazie.",
        invited_only: "Questo sondaggio è per chi è stato invitato: usi il link che ha ricevuto.",
        place: "Posto",
        missing: "Risponda a questa domanda, per favore.",
        no_option: "Scelga tra ciò che è proposto, per favore.",
        off_scale: "Scelga da {} a {}, per favore.",
        too_long: "Scriva al massimo {} caratteri, per favore.",
        too_many: "Ne scelga al massimo {}, per favore.",
        same_place: "Dia ogni posto una volta sola, per favore.",
        no_number: "Scriva un numero, per favore.",
        at_least: "Scriva {} o più, per favore.",
        at_most: "Scriva {} o meno, per favore.",
        no_date: "Indichi un giorno, per favore.",
    },
    Words {
        tag: "nl",
        next: "Volgende",
        back: "Terug",
        send: "Versturen",
        optional: "niet verplicht",
        other: "Iets anders",
        yes: "Ja",
        no: "Nee",
        look_again: "Kijk hier nog eens naar:",
        recommend: ["Zeer onwaarschijnlijk", "Zeer waarschijnlijk"],
        satisfied: ["Zeer ontevreden", "Zeer tevreden"],
        easy: ["Zeer moeilijk", "Zeer makkelijk"],
        faces: ["Zeer ongelukkig", "Ongelukkig", "Geen van beide", "Gelukkig", "Zeer gelukkig"],
        star: ["ster", "sterren"],
        page_of: "Pagina {} van {}",
        over: "Deze enquête is voorbij. Bedankt dat u wilde antwoorden.",
        answered: "U heeft al geantwoord. Bedankt.",
        invited_only: "Deze enquête is voor genodigden: gebruik de link die u kreeg.",
        place: "Plaats",
        missing: "Beantwoord deze vraag, alstublieft.",
        no_option: "Kies een van de mogelijkheden, alstublieft.",
        off_scale: "Kies van {} tot {}, alstublieft.",
        too_long: "Schrijf niet meer dan {} tekens, alstublieft.",
        too_many: "Kies er niet meer dan {}, alstublieft.",
        same_place: "Geef elke plaats één keer, alstublieft.",
        no_number: "Schrijf een getal, alstublieft.",
        at_least: "Schrijf {} of meer, alstublieft.",
        at_most: "Schrijf {} of minder, alstublieft.",
        no_date: "Geef een dag, alstublieft.",
    },
    Words {
        tag: "ar",
        next: "التالي",
        back: "رجوع",
        send: "إرسال",
        optional: "اختياري",
        other: "شيء آخر",
        yes: "نعم",
        no: "لا",
        look_again: "يرجى مراجعة ما يلي:",
        recommend: ["غير محتمل أبدًا", "محتمل جدًا"],
        satisfied: ["غير راضٍ أبدًا", "راضٍ جدًا"],
        easy: ["صعب جدًا", "سهل جدًا"],
        faces: ["مستاء جدًا", "مستاء", "بين بين", "سعيد", "سعيد جدًا"],
        star: ["نجمة", "نجوم"],
        page_of: "صفحة {} من {}",
        over: "انتهى هذا الاستبيان. شكرًا لرغبتكم في الإجابة.",
        answered: "لقد أجبتم من قبل. شكرًا لكم.",
        invited_only: "هذا الاستبيان للمدعوين: يرجى استخدام الرابط الذي وصلكم.",
        place: "المرتبة",
        missing: "يرجى الإجابة عن هذا السؤال.",
        no_option: "يرجى اختيار أحد الخيارات المعروضة.",
        off_scale: "يرجى الاختيار من {} إلى {}.",
        too_long: "يرجى ألا يزيد النص عن {} حرفًا.",
        too_many: "يرجى اختيار {} على الأكثر.",
        same_place: "يرجى إعطاء كل مرتبة مرة واحدة.",
        no_number: "يرجى كتابة رقم.",
        at_least: "يرجى كتابة {} أو أكثر.",
        at_most: "يرجى كتابة {} أو أقل.",
        no_date: "يرجى تحديد يوم.",
    },
    Words {
        tag: "he",
        next: "הבא",
        back: "חזרה",
        send: "שליחה",
        optional: "רשות",
        other: "משהו אחר",
        yes: "כן",
        no: "לא",
        look_again: "נא לבדוק שוב:",
        recommend: ["לא סביר בכלל", "סביר מאוד"],
        satisfied: ["מאוד לא מרוצה", "מרוצה מאוד"],
        easy: ["קשה מאוד", "קל מאוד"],
        faces: ["עצוב מאוד", "עצוב", "לא זה ולא זה", "שמח", "שמח מאוד"],
        star: ["כוכב", "כוכבים"],
        page_of: "עמוד {} מתוך {}",
        over: "הסקר הסתיים. תודה שרציתם לענות.",
        answered: "כבר עניתם. תודה.",
        invited_only: "הסקר מיועד למוזמנים: נא להשתמש בקישור שקיבלתם.",
        place: "מקום",
        missing: "נא לענות על השאלה.",
        no_option: "נא לבחור באחת האפשרויות.",
        off_scale: "נא לבחור מ-{} עד {}.",
        too_long: "נא לכתוב לא יותר מ-{} תווים.",
        too_many: "נא לבחור לא יותר מ-{}.",
        same_place: "נא לתת כל מקום פעם אחת.",
        no_number: "נא לכתוב מספר.",
        at_least: "נא לכתוב {} או יותר.",
        at_most: "נא לכתוב {} או פחות.",
        no_date: "נא לציין יום.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_words_and_the_others_those_of_english() {
        assert_eq!(Words::of("pt-BR").next, "Seguinte");
        assert_eq!(Words::of("fi").next, "Next");
        assert_eq!(Words::of("de").of_mistake(Mistake::OffScale(0, 10)), "Bitte wählen Sie von 0 bis 10.");
        for words in &ALL {
            assert_eq!(words.off_scale.matches("{}").count(), 2, "{}", words.tag);
            assert_eq!(words.page_of.matches("{}").count(), 2, "{}", words.tag);
            for one in [words.too_long, words.too_many, words.at_least, words.at_most] {
                assert_eq!(one.matches("{}").count(), 1, "{}", words.tag);
            }
        }
    }

    #[test]
    fn some_languages_run_the_other_way() {
        assert!(is_right_to_left("he-IL") && !is_right_to_left("hr"));
    }
}
