//! Where the departments meet their customers.

/// A department of Halden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Department {
    /// The shops.
    Retail,
    /// Switchboard, service, retention, chat and e-mail.
    CustomerCare,
    /// Bills and money.
    Billing,
    /// Faults.
    TechnicalSupport,
    /// Engineers and their dispatch.
    FieldService,
    /// Web and app.
    Digital,
    /// Campaigns and social media.
    Marketing,
}

impl Department {
    /// Its name in the mappings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Department::Retail => "Retail",
            Department::CustomerCare => "Customer Care",
            Department::Billing => "Billing",
            Department::TechnicalSupport => "Technical Support",
            Department::FieldService => "Field Service",
            Department::Digital => "Digital",
            Department::Marketing => "Marketing",
        }
    }
}

/// A touchpoint at which somebody brings up a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The counter of a shop.
    Shop,
    /// The switchboard, which takes everything down and passes nothing on. Planted: asks everyone again.
    Switchboard,
    /// Customer service on the telephone.
    Care,
    /// The billing desk on the telephone.
    BillingDesk,
    /// The fault desk on the telephone.
    Faults,
    /// Those who try to keep who wants to leave.
    Retention,
    /// Chat with a person.
    Chat,
    /// E-mail.
    Email,
    /// A public post.
    Social,
    /// The search of the help pages.
    Search,
    /// An engineer's visit because of a fault. Planted: asks everyone again.
    Visit,
    /// The engineer rings a colleague.
    Colleague,
}

impl Place {
    /// The touchpoint's name in the mappings.
    pub(crate) fn touchpoint(self) -> &'static str {
        match self {
            Place::Shop => "shop.counter",
            Place::Switchboard => "call_center.switchboard",
            Place::Care => "call_center.care",
            Place::BillingDesk => "call_center.billing",
            Place::Faults => "call_center.faults",
            Place::Retention => "call_center.retention",
            Place::Chat => "chat.live",
            Place::Email => "email.support",
            Place::Social => "social.post",
            Place::Search => "web.help",
            Place::Visit => "field.visit",
            Place::Colleague => "field.colleague_call",
        }
    }

    /// Whose touchpoint it is.
    pub(crate) fn department(self) -> Department {
        match self {
            Place::Shop => Department::Retail,
            Place::BillingDesk => Department::Billing,
            Place::Faults => Department::TechnicalSupport,
            Place::Search => Department::Digital,
            Place::Social => Department::Marketing,
            Place::Visit | Place::Colleague => Department::FieldService,
            Place::Switchboard | Place::Care | Place::Retention | Place::Chat | Place::Email => {
                Department::CustomerCare
            }
        }
    }

    /// The queue in which the telephone system holds the call, where it is a call.
    pub(crate) fn queue(self) -> Option<&'static str> {
        match self {
            Place::Switchboard => Some("SWITCHBOARD"),
            Place::Care => Some("CARE"),
            Place::BillingDesk => Some("BILLING"),
            Place::Faults => Some("FAULTS"),
            Place::Retention => Some("RETENTION"),
            _ => None,
        }
    }

    /// Whether everyone is asked here for what is known already.
    pub(crate) fn asks_again(self) -> bool {
        matches!(self, Place::Switchboard | Place::Visit)
    }
}
