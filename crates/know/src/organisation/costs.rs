//! The cost table: what a contact, a visit, an agent's minute and a customer's minute cost. Every money figure comes
//! from it.

use std::collections::BTreeMap;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::checked_name;
use super::rules::{Dated, Refusal, holding, lay};

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String)]
pub struct Currency([u8; 3]);

/// The codes in use, by how many digits their minor unit has (ISO 4217, list one; without funds and metals).
const CODES: [(u8, &str); 3] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
         COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
         INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR \
         MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD \
         SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG",
    ),
];

impl Currency {
    /// The currency of a code.
    ///
    /// # Errors
    /// Where ISO 4217 has none of that code.
    pub fn parse(code: &str) -> Result<Currency, String> {
        let known = CODES.iter().flat_map(|(_, codes)| codes.split(' ')).find(|known| *known == code);
        let letters = known.and_then(|known| known.as_bytes().try_into().ok());
        letters.map(Currency).ok_or_else(|| format!("{code:?} is no currency of ISO 4217; say one such as EUR"))
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes are ASCII letters")
    }

    /// How many digits its minor unit has: an amount of 1250 is 12.50 where there are two.
    #[must_use]
    pub fn minor_digits(&self) -> u8 {
        let of = CODES.iter().find(|(_, codes)| codes.split(' ').any(|code| code == self.code()));
        of.map_or(2, |(digits, _)| *digits)
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Currency, String> {
        Currency::parse(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

/// What things cost, in minor units of one currency. What is absent is not known, which is not nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CostTable {
    /// The currency, ISO 4217. The company has one.
    pub currency: Currency,
    /// What a contact costs, by channel.
    #[serde(default)]
    pub contacts: BTreeMap<String, i64>,
    /// What an engineer's or other visit costs.
    #[serde(default)]
    pub visit: Option<i64>,
    /// What a minute of an agent costs.
    #[serde(default)]
    pub agent_minute: Option<i64>,
    /// What a minute of a customer is taken to be worth.
    #[serde(default)]
    pub customer_minute: Option<i64>,
}

impl CostTable {
    /// The table, unless an amount or a channel cannot be.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn checked(self) -> Result<CostTable, String> {
        let single =
            [("visit", self.visit), ("agent_minute", self.agent_minute), ("customer_minute", self.customer_minute)];
        if let Some((field, _)) = single.into_iter().find(|(_, amount)| amount.is_some_and(|amount| amount < 0)) {
            return Err(format!("`{field}`: a cost is not below 0"));
        }
        for (channel, amount) in &self.contacts {
            checked_name(channel).map_err(|said| format!("`contacts`: {said}"))?;
            if *amount < 0 {
                return Err(format!("`contacts`, {channel:?}: a cost is not below 0"));
            }
        }
        Ok(self)
    }
}

/// The cost tables of all times.
#[derive(Clone, Debug, Default)]
pub struct Costs(pub(super) Vec<Dated<CostTable>>);

impl Costs {
    /// The tables, the oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Dated<CostTable>> {
        self.0.iter()
    }

    /// What things cost at a moment; nothing where nobody has said so.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Option<&Dated<CostTable>> {
        holding(&self.0, at)
    }

    /// Says what things cost from a moment on. Returns whether that is news.
    ///
    /// # Errors
    /// Where that would leave the company with two currencies.
    pub(super) fn put(&mut self, table: CostTable, from: Timestamp) -> Result<bool, Refusal> {
        let mut rows = self.0.clone();
        let currency = table.currency;
        if !lay(&mut rows, table, from) {
            return Ok(false);
        }
        if let Some(other) = rows.iter().find(|row| row.said.currency != currency) {
            return Err(Refusal::Conflict(format!(
                "the company's costs are in {}: amounts of two currencies cannot be added up",
                other.said.currency.code()
            )));
        }
        self.0 = rows;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(currency: &str, visit: i64) -> CostTable {
        CostTable {
            currency: Currency::parse(currency).expect("a currency"),
            contacts: BTreeMap::new(),
            visit: Some(visit),
            agent_minute: None,
            customer_minute: None,
        }
    }

    #[test]
    fn currencies_are_those_of_the_standard() {
        assert!(Currency::parse("eur").is_err() && Currency::parse("EURO").is_err() && Currency::parse("XXX").is_err());
        let digits = ["EUR", "JPY", "KWD"].map(|code| Currency::parse(code).expect("a currency").minor_digits());
        assert_eq!(digits, [2, 0, 3]);
    }

    #[test]
    fn a_moment_has_the_costs_of_its_time_in_one_currency() {
        let mut costs = Costs::default();
        assert!(costs.at(Timestamp(5)).is_none());
        assert_eq!(costs.put(table("GBP", 9000), Timestamp(0)), Ok(true));
        assert_eq!(costs.put(table("GBP", 9500), Timestamp(10)), Ok(true));
        assert_eq!(costs.put(table("GBP", 9500), Timestamp(12)), Ok(false));
        let refused = costs.put(table("EUR", 9500), Timestamp(20));
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        let visit = |at| costs.at(Timestamp(at)).and_then(|row| row.said.visit);
        assert_eq!((visit(-1), visit(9), visit(10)), (None, Some(9000), Some(9500)));
        assert!(table("GBP", -1).checked().is_err());
    }
}
