//! What mails say by themselves, in the languages that people read.

/// The words of a language.
pub(super) struct MailWords {
    tag: &'static str,
    /// On the button that leads to the survey.
    pub(super) answer: &'static str,
    /// Under the question.
    pub(super) one_click: &'static str,
    /// Before the subject of a reminder.
    pub(super) reminder: &'static str,
    /// What leads to where they say that they do not want to be asked.
    pub(super) unsubscribe: &'static str,
}

impl MailWords {
    /// The words of a language by its tag; English where there are none.
    pub(super) fn of(language: &str) -> &'static MailWords {
        let first = language.split('-').next().unwrap_or_default();
        ALL.iter().find(|words| words.tag == first).unwrap_or(&ALL[0])
    }
}

const fn words(tag: &'static str, said: [&'static str; 4]) -> MailWords {
    let [answer, one_click, reminder, unsubscribe] = said;
    MailWords { tag, answer, one_click, reminder, unsubscribe }
}

const ALL: [MailWords; 9] = [
    words("en", ["Answer", "Choose an answer to begin.", "Reminder", "I do not want to be asked any more"]),
    words(
        "de",
        ["Antworten", "Wählen Sie eine Antwort, um zu beginnen.", "Erinnerung", "Ich möchte nicht mehr gefragt werden"],
    ),
    words("fr", ["Répondre", "Choisissez une réponse pour commencer.", "Rappel", "Je ne veux plus être interrogé"]),
    words("es", ["Responder", "Elija una respuesta para empezar.", "Recordatorio", "No quiero que me pregunten más"]),
    words("pt", ["Responder", "Escolha uma resposta para começar.", "Lembrete", "Não quero mais ser questionado"]),
    words(
        "it",
        ["Rispondere", "Scelga una risposta per iniziare.", "Promemoria", "Non voglio più essere interpellato"],
    ),
    words("nl", ["Antwoorden", "Kies een antwoord om te beginnen.", "Herinnering", "Ik wil niet meer gevraagd worden"]),
    words("ar", ["أجب", "اختر إجابة للبدء.", "تذكير", "لا أريد أن أُسأل بعد الآن"]),
    words("he", ["לענות", "בחרו תשובה כדי להתחיל.", "תזכורת", "איני רוצה להישאל יותר"]),
];
