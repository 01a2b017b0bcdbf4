//! How far the server's folds lag behind what it has acknowledged, as the server itself says.

use anyhow::Result;

use crate::http::{Address, Connection, get};

/// Where the lag is read.
#[derive(Clone, Debug)]
pub(crate) struct LagPlan {
    /// The path of JSON or Prometheus text that holds fields or metrics ending in `lag_seconds`.
    pub(crate) path: String,
    /// The access key.
    pub(crate) key: String,
    /// Hold back while the lag is longer than this many seconds.
    pub(crate) hold_above: Option<f64>,
}

/// Reads the lag in seconds: the longest of all that are named. `None` when the server names none.
pub(crate) async fn read(connection: &mut Connection, address: &Address, plan: &LagPlan) -> Result<Option<f64>> {
    let answer = connection.exchange(get(address, &plan.path, &plan.key).as_bytes()).await?;
    let found = if answer.status == 200 { longest(&String::from_utf8_lossy(&answer.body)) } else { None };
    Ok(found)
}

/// The largest number that follows the name `lag_seconds`, in JSON (`"lag_seconds": 0.2`) or in Prometheus text
/// (`folds_lag_seconds{fold="facts"} 0.2`).
fn longest(text: &str) -> Option<f64> {
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    let values = samples.flat_map(|line| line.split("lag_seconds").skip(1)).filter_map(number);
    values.reduce(f64::max)
}

fn number(after_name: &str) -> Option<f64> {
    let value = match after_name.strip_prefix('{') {
        Some(labels) => labels.split_once('}')?.1,
        None => after_name.strip_prefix('"').map_or(after_name, |json| json.trim_start().trim_start_matches(':')),
    };
    let value = value.trim_start();
    let end = value.find(|c: char| !c.is_ascii_digit() && !".eE+-".contains(c)).unwrap_or(value.len());
    value[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::longest;

    #[test]
    fn the_longest_lag_is_found_in_json() {
        let text = r#"{"folds":[{"name":"facts","lag_seconds":0.25},{"name":"text","lag_seconds": 1.5,"x":9}]}"#;
        assert_eq!(longest(text), Some(1.5));
    }

    #[test]
    fn the_longest_lag_is_found_in_prometheus_text() {
        let text =
            "# HELP folds_lag_seconds 99\nfolds_lag_seconds{fold=\"facts\"} 0.5\nother 7\nfolds_lag_seconds 2e-1\n";
        assert_eq!(longest(text), Some(0.5));
    }

    #[test]
    fn no_lag_is_not_a_lag_of_zero() {
        assert_eq!(longest("{\"status\":\"ok\"}"), None);
    }
}
