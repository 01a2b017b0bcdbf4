//! A made-up event log in XES: requests to an organisation, as a ticket system would export them. The same number of events
//! gives the same file, byte by byte, so that a rate can be measured again by anybody.

use std::io::Write;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::rng::Rng;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
	<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
	<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
	<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
	<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
	<global scope="trace">
		<string key="concept:name" value="none"/>
	</global>
	<global scope="event">
		<string key="concept:name" value="none"/>
		<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
	</global>
	<classifier name="Activity" keys="concept:name"/>
	<string key="concept:name" value="made-up requests"/>
"#;

const FIRST: &str = "Request received";
const LAST: &str = "Request closed";
const BETWEEN: [&str; 12] = [
    "Assign to a team",
    "Call the customer back",
    "Ask for a document",
    "Document received",
    "Check the contract",
    "Send an offer",
    "Escalate to the second line",
    "Visit on site",
    "Terms &amp; conditions sent",
    "Wait for the customer",
    "Correct the bill",
    "Confirm the solution",
];
const GROUPS: [&str; 7] = ["Front desk", "Back office", "Billing", "Field service", "Second line", "Legal", "Sales"];
const CHANNELS: [&str; 5] = ["phone", "e-mail", "web form", "branch", "chat"];
const PRIORITIES: [&str; 4] = ["low", "normal", "high", "urgent"];
/// When the first request begins: the beginning of 2024 in UTC, in milliseconds.
const BEGIN: i64 = 1_704_067_200_000;
/// The most that lies between two requests, and between two events of one, in milliseconds.
const BETWEEN_REQUESTS: u32 = 10 * 60 * 1000;
const BETWEEN_EVENTS: u32 = 2 * 24 * 60 * 60 * 1000;

/// Writes a log of so many events: traces of 2 to 18, ten on average, each event with eight attributes.
pub(super) fn write(events: u64, out: &mut impl Write) -> std::io::Result<()> {
    let mut rng = Rng::seeded(1849);
    let zone = TimeZone::fixed(Offset::constant(1));
    out.write_all(HEAD.as_bytes())?;
    let (mut left, mut number, mut begin) = (events, 0_u32, BEGIN);
    while left > 0 {
        number += 1;
        begin += i64::from(rng.below(BETWEEN_REQUESTS));
        let count = left.min(u64::from(2 + rng.below(17)));
        left -= count;
        writeln!(out, "\t<trace>")?;
        writeln!(out, "\t\t<string key=\"concept:name\" value=\"Request {number}\"/>")?;
        writeln!(out, "\t\t<string key=\"channel\" value=\"{}\"/>", rng.pick(&CHANNELS))?;
        writeln!(out, "\t\t<string key=\"priority\" value=\"{}\"/>", rng.pick(&PRIORITIES))?;
        writeln!(out, "\t\t<int key=\"customer\" value=\"{}\"/>", rng.below(200_000))?;
        let mut at = begin;
        for nth in 1..=count {
            let name = match nth {
                1 => FIRST,
                last if last == count => LAST,
                _ => rng.pick(&BETWEEN),
            };
            let time = Timestamp::from_millisecond(at).map_err(std::io::Error::other)?.to_zoned(zone.clone());
            event(out, name, &time, &mut rng)?;
            at += i64::from(1 + rng.below(BETWEEN_EVENTS));
        }
        writeln!(out, "\t</trace>")?;
    }
    writeln!(out, "</log>")
}

fn event(out: &mut impl Write, name: &str, time: &jiff::Zoned, rng: &mut Rng) -> std::io::Result<()> {
    let (group, who) = (rng.pick(&GROUPS), rng.below(400));
    let (minutes, cents) = (rng.below(90), rng.below(5_000));
    writeln!(out, "\t\t<event>")?;
    writeln!(out, "\t\t\t<string key=\"concept:name\" value=\"{name}\"/>")?;
    writeln!(out, "\t\t\t<string key=\"lifecycle:transition\" value=\"complete\"/>")?;
    writeln!(out, "\t\t\t<string key=\"org:resource\" value=\"Agent {who}\"/>")?;
    writeln!(out, "\t\t\t<string key=\"org:group\" value=\"{group}\"/>")?;
    writeln!(out, "\t\t\t<date key=\"time:timestamp\" value=\"{}\"/>", time.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z"))?;
    writeln!(out, "\t\t\t<int key=\"minutes\" value=\"{minutes}\"/>")?;
    writeln!(out, "\t\t\t<float key=\"cost\" value=\"{}.{:02}\"/>", cents / 100, cents % 100)?;
    writeln!(out, "\t\t\t<boolean key=\"first contact\" value=\"{}\"/>", rng.below(4) == 0)?;
    writeln!(out, "\t\t</event>")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use listen::import::{Item, built_in, open};
    use listen::mapping::{Format, Mapping};

    fn made(events: u64) -> Vec<u8> {
        let mut out = Vec::new();
        super::write(events, &mut out).expect("writing to memory");
        out
    }

    #[test]
    fn a_made_up_log_is_the_same_again_and_has_so_many_events() {
        assert_eq!(made(1_000), made(1_000));
        let mapping = Mapping::parse(built_in(Format::Xes).expect("it is an event log")).expect("the mapping is right");
        for events in [0, 1, 2, 1_000] {
            let rows = open(Cursor::new(made(events)), "made.xes", &mapping).expect("it can be opened");
            let good = rows.filter(|row| matches!(row, Ok((_, Item::Row(_))))).count();
            assert_eq!(good as u64, events);
        }
    }
}
