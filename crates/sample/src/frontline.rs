//! What Halden's employees report and need, with what was answered.

/// What an employee reports.
#[derive(Clone, Copy, Debug)]
pub struct FrontlineNote {
    /// What stands in the way.
    pub text: &'static str,
    /// The touchpoint at which it does.
    pub touchpoint: Option<&'static str>,
    /// The department, where no touchpoint says it.
    pub department: Option<&'static str>,
    /// The rule or tool.
    pub policy: Option<&'static str>,
    /// How far it is, with what was said; nothing where nobody has answered yet.
    pub answer: Option<(&'static str, &'static str)>,
}

/// What employees need.
#[derive(Clone, Copy, Debug)]
pub struct FrontlineNeed {
    /// What it is.
    pub title: &'static str,
    /// What for.
    pub detail: &'static str,
    /// Whose department lacks it.
    pub department: &'static str,
    /// How many vote for it.
    pub votes: u32,
    /// How far it is, what was said and until when it is promised.
    pub answer: Option<(&'static str, &'static str, Option<&'static str>)>,
}

const fn at(text: &'static str, touchpoint: &'static str) -> FrontlineNote {
    FrontlineNote { text, touchpoint: Some(touchpoint), department: None, policy: None, answer: None }
}

const fn of(text: &'static str, department: &'static str) -> FrontlineNote {
    FrontlineNote { text, touchpoint: None, department: Some(department), policy: None, answer: None }
}

/// What was reported, the oldest first.
pub const NOTES: &[FrontlineNote] = &[
    FrontlineNote {
        policy: Some("Identity check v4"),
        answer: Some(("under_way", "The check is being cut to one question; the new script is tried in Leeds.")),
        ..at("The script makes us ask for the postcode although it is on the screen.", "call_center.switchboard")
    },
    FrontlineNote {
        policy: Some("Visit sheet"),
        ..at("The job sheet has the fault in it, and we have to ask the customer for it again.", "field.visit")
    },
    FrontlineNote {
        answer: Some(("done", "Bills with part of a month now have a line that says why.")),
        ..at("Nobody on the phone can say what the line for part of a month is.", "call_center.billing")
    },
    FrontlineNote {
        policy: Some("Refunds above 20"),
        answer: Some((
            "will_not",
            "Two people sign above 20: the auditors ask for it. Up to 20 you decide yourselves.",
        )),
        ..at("I may not take back a fee that is plainly wrong without a second signature.", "call_center.billing")
    },
    at("The fault desk cannot see whether an engineer has been there already.", "call_center.faults"),
    FrontlineNote {
        policy: Some("Line test tool"),
        answer: Some(("under_way", "The supplier has the case; a second licence bridges it until then.")),
        ..at("The line test takes eight minutes while the customer waits.", "call_center.faults")
    },
    at("The tablet at the counter signs us out after five minutes.", "shop.counter"),
    FrontlineNote {
        answer: Some(("done", "The loyalty desk has a printer of its own since Monday.")),
        ..at("Cards cannot be printed when the till is busy.", "shop.loyalty_desk")
    },
    at("Chats end when the customer changes the page, and the next colleague begins anew.", "chat.live"),
    FrontlineNote {
        policy: Some("Letter templates"),
        ..at("The template for late parcels promises two days, the carrier takes four.", "email.support")
    },
    of("We learn of campaigns from the customers who ring because of them.", "Customer Care"),
    of("On Mondays there is nobody whom I can ask about business lines.", "Technical Support"),
    of("The depot opens at eight and the first visit is at eight.", "Field Service"),
];

/// What employees need.
pub const NEEDS: &[FrontlineNeed] = &[
    FrontlineNeed {
        title: "See what the customer told the department before",
        detail: "So that nobody asks a third time.",
        department: "Customer Care",
        votes: 58,
        answer: Some(("under_way", "The timeline comes to every desk.", Some("2026-12-15"))),
    },
    FrontlineNeed {
        title: "A second screen at the fault desk",
        detail: "The line test and the customer do not fit on one.",
        department: "Technical Support",
        votes: 23,
        answer: None,
    },
    FrontlineNeed {
        title: "Take back fees up to 50 without asking",
        detail: "Most complaints about bills are about less.",
        department: "Billing",
        votes: 17,
        answer: Some(("will_not", "Up to 20 is decided at the desk; the auditors want two people above.", None)),
    },
    FrontlineNeed {
        title: "Spare routers in the van",
        detail: "One visit instead of two.",
        department: "Field Service",
        votes: 26,
        answer: Some(("done", "Each van has four since October.", None)),
    },
    FrontlineNeed {
        title: "A quiet corner for difficult talks",
        detail: "At the counter everybody listens.",
        department: "Retail",
        votes: 31,
        answer: None,
    },
    FrontlineNeed {
        title: "To be told of a campaign before customers are",
        detail: "A day is enough.",
        department: "Customer Care",
        votes: 44,
        answer: None,
    },
    FrontlineNeed {
        title: "Somebody who answers for the help pages",
        detail: "Nobody does, and half of the calls begin there.",
        department: "Digital",
        votes: 9,
        answer: None,
    },
];
