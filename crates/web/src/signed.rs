//! Requests that carry a signature: those that this server sends, by Standard Webhooks 1.0, and those of Twilio, which it
//! takes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// How many bytes a secret has; Standard Webhooks asks for 24 to 64.
const SECRET: usize = 32;

/// A new secret for signing.
#[must_use]
pub fn fresh_secret() -> [u8; SECRET] {
    rand::random()
}

/// A secret as receivers are given it.
#[must_use]
pub fn shown_secret(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// The value of `webhook-signature`: HMAC-SHA256 over the message's id, the moment in seconds since 1970, and its body
/// (standardwebhooks.com).
#[must_use]
pub fn signature(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Whether a request comes from Twilio: `X-Twilio-Signature` is HMAC-SHA1 over the address as Twilio was given it and the
/// fields of the form, each name with its value, in the order of their names
/// (twilio.com/docs/usage/webhooks/webhooks-security).
#[must_use]
pub fn is_of_twilio(token: &str, url: &str, fields: &[(String, String)], said: &str) -> bool {
    let mut fields: Vec<&(String, String)> = fields.iter().collect();
    fields.sort();
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(url.as_bytes());
    for (name, value) in fields {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    let expected = STANDARD.encode(mac.finalize().into_bytes());
    expected.as_bytes().ct_eq(said.trim().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_specifications() {
        // The example of the specification, and what its library for Python computes.
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let signed = signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(shown_secret(&secret), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        // The example of Twilio's documentation.
        let fields = [
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675309"),
            ("Digits", "1234"),
            ("From", "+14158675309"),
            ("To", "+18005551212"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        let token = "12345";
        assert!(is_of_twilio(token, url, &fields, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        assert!(!is_of_twilio("12346", url, &fields, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        assert!(!is_of_twilio(token, url, &fields[..4], "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        assert!(!is_of_twilio(token, url, &fields, ""));
    }
}
