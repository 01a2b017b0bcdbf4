//! What Halden's world is made of: names and streets, towns with their shops, tariffs and devices.

use std::sync::LazyLock;

use crate::phrases::{Language, Sections, sections};

/// A list of words that lives as long as the program.
pub(crate) type List = &'static [&'static str];

/// The lists of `phrases/lists.txt` by their headings.
static LISTS: LazyLock<Sections> = LazyLock::new(|| {
    let split = |lines: Vec<&'static str>| lines.iter().flat_map(|line| line.split(", ")).collect();
    sections(include_str!("../phrases/lists.txt")).into_iter().map(|(name, lines)| (name, split(lines))).collect()
});

fn list(name: &str) -> List {
    LISTS.get(name).expect("phrases/lists.txt has every list that is asked for")
}

/// First names of the speakers of a language.
pub(crate) fn first_names(language: Language) -> List {
    match language {
        Language::English => list("first.en"),
        Language::German => list("first.de"),
        Language::Spanish => list("first.es"),
    }
}

/// Surnames of the speakers of a language.
pub(crate) fn surnames(language: Language) -> List {
    match language {
        Language::English => list("last.en"),
        Language::German => list("last.de"),
        Language::Spanish => list("last.es"),
    }
}

/// Domains of private e-mail. All of them end in the one that is kept for examples (RFC 2606).
pub(crate) fn mail_domains(language: Language) -> List {
    match language {
        Language::English => list("mail.en"),
        Language::German => list("mail.de"),
        Language::Spanish => list("mail.es"),
    }
}

/// Domains of private e-mail of people who are not customers, so that no address is given twice.
pub(crate) fn other_mail_domains() -> List {
    list("mail.other")
}

/// Streets.
pub(crate) fn streets() -> List {
    list("street")
}

/// Routers, the common ones more than once.
pub(crate) fn routers() -> List {
    list("router")
}

/// Lines on bills that people ask about.
pub(crate) fn bill_items() -> List {
    list("bill.item")
}

/// A town with a Halden shop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Town {
    /// Its name.
    pub(crate) name: &'static str,
    /// The letters with which its postcodes begin.
    pub(crate) postcode: &'static str,
    /// The shop's code in the till system.
    pub(crate) shop: &'static str,
}

/// The towns in which Halden's customers live, the biggest first.
pub(crate) const TOWNS: &[Town] = &[
    Town { name: "Leeds", postcode: "LS", shop: "LDS-BRG" },
    Town { name: "Bristol", postcode: "BS", shop: "BRS-CAB" },
    Town { name: "Sheffield", postcode: "S", shop: "SHF-MOR" },
    Town { name: "Cardiff", postcode: "CF", shop: "CDF-QUE" },
    Town { name: "Leicester", postcode: "LE", shop: "LEI-HIG" },
    Town { name: "Reading", postcode: "RG", shop: "RDG-ORA" },
    Town { name: "Newcastle", postcode: "NE", shop: "NCL-GRA" },
    Town { name: "Norwich", postcode: "NR", shop: "NRW-GEN" },
    Town { name: "Dundee", postcode: "DD", shop: "DND-MUR" },
    Town { name: "Exeter", postcode: "EX", shop: "EXE-SID" },
    Town { name: "Swansea", postcode: "SA", shop: "SWA-OXF" },
    Town { name: "Carlisle", postcode: "CA", shop: "CAR-LAN" },
];

/// Something that Halden sells, and its price in pence (by the month for tariffs).
pub(crate) type Priced = (&'static str, u32);

/// Mobile tariffs.
pub(crate) const MOBILE: &[Priced] =
    &[("Go 5", 900), ("Go 20", 1400), ("Go Roam", 2100), ("Go Unlimited", 2800), ("Go Senior", 700)];

/// Fibre tariffs.
pub(crate) const FIBRE: &[Priced] = &[("Fibre 100", 2600), ("Fibre 300", 3400), ("Fibre 900", 4800)];

/// Telephones.
pub(crate) const HANDSETS: &[Priced] = &[
    ("Orbit 7", 64_900),
    ("Orbit 7 Mini", 52_900),
    ("Pellet A3", 17_900),
    ("Pellet A3 Plus", 22_900),
    ("Norra X", 84_900),
    ("Norra X Fold", 119_900),
    ("Kestrel Easy", 8_900),
];

/// Accessories.
pub(crate) const ACCESSORIES: &[Priced] = &[
    ("USB-C charger 30 W", 2_490),
    ("Clear case", 1_490),
    ("Screen protector", 1_290),
    ("Earbuds Wren", 4_990),
    ("Lumo Mesh add-on", 8_900),
    ("Power bank 10000", 2_990),
    ("Car holder", 1_990),
];
