//! Interactions as frames of the form before kept them: the journal is the truth, and old frames are not rewritten.

use kernel::json::RawObject;
use kernel::{Direction, FactSaid, IdentifierNo, Interaction, Question, Relation, SourceNo, Subject, Timestamp, Trust};
use serde::Deserialize;

/// An interaction whose subjects have neither role nor facts.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(super) struct Former {
    pub(super) occurred_at: Timestamp,
    pub(super) received_at: Timestamp,
    pub(super) source: SourceNo,
    pub(super) trust: Trust,
    pub(super) direction: Direction,
    pub(super) relation: Option<Relation>,
    pub(super) channel: String,
    pub(super) touchpoint: String,
    pub(super) name: String,
    pub(super) department: Option<String>,
    pub(super) team: Option<String>,
    pub(super) employee: Option<String>,
    pub(super) location: Option<String>,
    pub(super) identifiers: Vec<IdentifierNo>,
    pub(super) subjects: Vec<(String, String)>,
    pub(super) questions: Vec<Question>,
    pub(super) facts: Vec<FactSaid>,
    pub(super) text: Option<String>,
    pub(super) properties: RawObject,
    pub(super) context: RawObject,
}

impl From<Former> for Interaction {
    fn from(former: Former) -> Interaction {
        Interaction {
            occurred_at: former.occurred_at,
            received_at: former.received_at,
            source: former.source,
            trust: former.trust,
            direction: former.direction,
            relation: former.relation,
            channel: former.channel,
            touchpoint: former.touchpoint,
            name: former.name,
            department: former.department,
            team: former.team,
            employee: former.employee,
            location: former.location,
            identifiers: former.identifiers,
            subjects: former.subjects.into_iter().map(|(kind, id)| Subject::new(kind, id)).collect(),
            questions: former.questions,
            facts: former.facts,
            text: former.text,
            properties: former.properties,
            context: former.context,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Frame, Unpacked};
    use super::*;

    /// Whatever the form: the heads say what the whole says.
    fn assert_heads(body: &[u8], frame: &Frame) {
        let plain = Unpacked::from_body(frame.number, body).expect("it is whole");
        let heads = plain.heads().expect("it is whole");
        assert_eq!(heads.len(), frame.interactions.len());
        for (head, one) in heads.iter().zip(&frame.interactions) {
            assert_eq!(
                (head.occurred_at, head.received_at, head.source),
                (one.occurred_at, one.received_at, one.source)
            );
            assert_eq!((head.channel, head.touchpoint, head.name), (&*one.channel, &*one.touchpoint, &*one.name));
            let places = [head.department, head.team, head.employee, head.location];
            assert_eq!(places, [&one.department, &one.team, &one.employee, &one.location].map(Option::as_deref));
            assert_eq!((head.trust, head.direction, head.relation), (one.trust, one.direction, one.relation));
            assert_eq!(head.identifiers, one.identifiers);
        }
    }

    #[test]
    fn a_frame_of_the_form_before_is_read_whole() {
        let former = || Former {
            occurred_at: Timestamp(1),
            received_at: Timestamp(2),
            source: SourceNo(3),
            trust: Trust::Secret,
            direction: Direction::Outbound,
            relation: Some(Relation::Customer),
            channel: "phone".to_owned(),
            touchpoint: "call".to_owned(),
            name: "Called".to_owned(),
            department: Some("Care".to_owned()),
            team: None,
            employee: Some("E-1".to_owned()),
            location: None,
            identifiers: vec![IdentifierNo(4), IdentifierNo(5)],
            subjects: vec![("account".to_owned(), "A-7".to_owned()), ("order".to_owned(), "O-9".to_owned())],
            questions: Vec::new(),
            facts: vec![FactSaid { name: "age".to_owned(), value: "41".to_owned(), valid_until: None }],
            text: Some("hello".to_owned()),
            properties: RawObject::from_valid(r#"{"a":1}"#.to_owned()),
            context: RawObject::default(),
        };
        let one = postcard::to_allocvec(&former()).expect("plain values can be encoded");
        let lengths = vec![u32::try_from(one.len()).expect("it is small")];
        let plain = [postcard::to_allocvec(&lengths).expect("numbers can be encoded"), one].concat();
        let length = u32::try_from(plain.len()).expect("it is small").to_le_bytes();
        let packed = zstd::bulk::compress(&plain, 1).expect("it can be compressed");
        let body = [&[2], length.as_slice(), &packed].concat();
        let frame = Frame::decode(7, 0, &[], &body).expect("it is whole");
        assert_heads(&body, &frame);
        assert_heads(&frame.encode().expect("it can be encoded").body, &frame);
        let read = &frame.interactions[0];
        assert_eq!(*read, Interaction::from(former()));
        assert_eq!(read.subjects[1], Subject::new("order", "O-9"));
        assert_eq!((read.text.as_deref(), read.properties.as_str()), (Some("hello"), r#"{"a":1}"#));
    }
}
