//! Which scores there are, and by which figure they are summed up.

use lake::feedback::{SCALES, Scale};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The scores that employees give.
const OF_EMPLOYEES: &str = "enps";

/// By which figure scores are summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Measure {
    /// Promoters (9 and 10) less detractors (0 to 6), out of all, from -100 to 100 (F. F. Reichheld, The one number you
    /// need to grow, Harvard Business Review, December 2003).
    NetPromoter,
    /// The mean, on the scale of the scores.
    Mean,
    /// The share of the two highest scores, from 0 to 1.
    TopTwo,
}

/// Scores of a kind with the figure that sums them up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// The place of their scale in [`SCALES`].
    pub(crate) place: usize,
    /// The figure.
    pub(crate) measure: Measure,
}

impl Kind {
    /// All kinds that are shown, each with its usual figure.
    pub(crate) fn all() -> impl Iterator<Item = Kind> {
        let shown = SCALES.iter().filter(|scale| scale.name != OF_EMPLOYEES);
        shown.map(|scale| Kind::named(scale.name, None).expect("it is a kind that is shown"))
    }

    /// The kind with a name; its usual figure where none is said.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn named(name: &str, measure: Option<Measure>) -> Result<Kind, String> {
        if name == OF_EMPLOYEES {
            return Err(format!(
                "`kind`: {name} is what employees answer, which is not shown here: groups can be too small"
            ));
        }
        let Some(place) = SCALES.iter().position(|scale| scale.name == name) else {
            let shown = SCALES.iter().map(|scale| scale.name).filter(|name| *name != OF_EMPLOYEES);
            let shown: Vec<&str> = shown.collect();
            return Err(format!("`kind`: there are no scores {name:?}; they are {}", shown.join(", ")));
        };
        let usual = match name {
            "nps" => Measure::NetPromoter,
            "csat" | "satisfaction" => Measure::TopTwo,
            _ => Measure::Mean,
        };
        let measure = measure.unwrap_or(usual);
        if measure == Measure::NetPromoter && name != "nps" {
            return Err(format!(
                "`measure`: promoters and detractors are of nps alone; of {name} ask for mean or top_two"
            ));
        }
        Ok(Kind { place, measure })
    }

    /// The scale.
    pub(crate) fn scale(self) -> &'static Scale {
        &SCALES[self.place]
    }

    /// What of a score goes into the figure, which is the mean of that.
    pub(crate) fn takes(self, score: f64) -> f64 {
        match self.measure {
            Measure::Mean => score,
            Measure::NetPromoter if score >= 9.0 => 1.0,
            Measure::NetPromoter if score <= 6.0 => -1.0,
            Measure::TopTwo if score >= self.scale().highest - 1.0 => 1.0,
            Measure::NetPromoter | Measure::TopTwo => 0.0,
        }
    }

    /// Between what that lies.
    pub(crate) fn ends(self) -> (f64, f64) {
        match self.measure {
            Measure::Mean => (self.scale().lowest, self.scale().highest),
            Measure::NetPromoter => (-1.0, 1.0),
            Measure::TopTwo => (0.0, 1.0),
        }
    }

    /// The figure as it is shown.
    pub(crate) fn shown(self, figure: f64) -> f64 {
        if self.measure == Measure::NetPromoter { 100.0 * figure } else { figure }
    }

    /// What a difference of two figures is counted in, and how many of them one of the figure is.
    pub(crate) fn unit(self) -> (&'static str, f64) {
        match self.measure {
            Measure::NetPromoter => ("points", 100.0),
            Measure::Mean => ("points of the scale", 1.0),
            Measure::TopTwo => ("percentage points", 100.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Measure};

    #[test]
    fn each_kind_has_its_figure_and_that_of_employees_none() {
        let names: Vec<&str> = Kind::all().map(|kind| kind.scale().name).collect();
        assert_eq!(names, ["nps", "csat", "ces", "stars", "rating", "satisfaction"]);
        assert!(Kind::named("enps", None).unwrap_err().contains("employees"));
        assert!(Kind::named("ces", Some(Measure::NetPromoter)).unwrap_err().contains("nps"));
        assert!(Kind::named("mood", None).unwrap_err().contains("csat"));
        let nps = Kind::named("nps", None).unwrap();
        let taken: Vec<f64> = [0.0, 6.0, 6.5, 8.0, 9.0, 10.0].into_iter().map(|score| nps.takes(score)).collect();
        assert_eq!(taken, [-1.0, -1.0, 0.0, 0.0, 1.0, 1.0]);
        let csat = Kind::named("csat", None).unwrap();
        let taken: Vec<f64> = [3.9, 4.0, 5.0].into_iter().map(|score| csat.takes(score)).collect();
        assert_eq!(taken, [0.0, 1.0, 1.0]);
        assert_eq!((nps.shown(-0.25), csat.shown(0.25)), (-25.0, 0.25));
    }
}
