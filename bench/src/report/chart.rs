//! Draws rates over sizes as SVG: steps on a logarithmic axis, one line a series.

use std::fmt::Write as _;

use super::numbers;
use crate::marks::{Stretch, as_f64};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 740.0;
const TOP: f64 = 60.0;
const BOTTOM: f64 = 340.0;
const LINES: u32 = 5;

/// A line of the drawing.
pub(super) struct Series {
    pub(super) name: &'static str,
    pub(super) colour: &'static str,
    pub(super) stretches: Vec<Stretch>,
}

/// The drawing.
pub(super) struct Chart<'a> {
    pub(super) title: &'a str,
    pub(super) series: &'a [Series],
}

impl Chart<'_> {
    /// The drawing as SVG, which needs nothing but itself.
    pub(super) fn svg(&self) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
             font-family=\"system-ui, sans-serif\" font-size=\"12\">\n<title>{0}</title>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
             <text x=\"{LEFT}\" y=\"24\" font-size=\"15\" fill=\"#1f2328\">{0}</text>\n",
            self.title
        );
        let scale = Scale::of(self.series);
        scale.draw_axes(&mut svg);
        for (index, series) in self.series.iter().enumerate() {
            scale.draw_series(&mut svg, series, 44.0, LEFT + 300.0 * as_f64(index as u64));
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// Where values lie on the drawing.
struct Scale {
    first: f64,
    last: f64,
    /// The rate of the topmost line.
    top: f64,
}

impl Scale {
    fn of(series: &[Series]) -> Scale {
        let all = || series.iter().flat_map(|series| &series.stretches);
        let first = all().map(|stretch| stretch.from).min().unwrap_or(1);
        let last = all().map(|stretch| stretch.to).max().unwrap_or(10);
        let highest = all().map(|stretch| stretch.rate).fold(1.0, f64::max);
        Scale { first: as_f64(first).log10(), last: as_f64(last).log10(), top: round_up(highest) }
    }

    fn x(&self, size: u64) -> f64 {
        LEFT + (as_f64(size).log10() - self.first) / (self.last - self.first) * (RIGHT - LEFT)
    }

    fn y(&self, rate: f64) -> f64 {
        BOTTOM - rate / self.top * (BOTTOM - TOP)
    }

    fn draw_axes(&self, svg: &mut String) {
        for line in 0..=LINES {
            let rate = self.top * f64::from(line) / f64::from(LINES);
            let y = self.y(rate);
            let _ = writeln!(svg, "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"#d0d7de\"/>");
            label(svg, LEFT - 8.0, y + 4.0, "end", &numbers::rate(rate));
        }
        let mut size = 1_000;
        while as_f64(size).log10() <= self.last + 1e-9 {
            if as_f64(size).log10() >= self.first - 1e-9 {
                label(svg, self.x(size), BOTTOM + 20.0, "middle", &numbers::count(size));
            }
            size *= 10;
        }
        label(svg, RIGHT, BOTTOM + 40.0, "end", "interactions stored");
    }

    /// A level line for each stretch, joined, and the name beside a sample at the top.
    fn draw_series(&self, svg: &mut String, series: &Series, y: f64, x: f64) {
        let mut path = String::new();
        for (index, stretch) in series.stretches.iter().enumerate() {
            let (from, to, rate) = (self.x(stretch.from), self.x(stretch.to), self.y(stretch.rate));
            let _ = write!(path, "{}{from:.1} {rate:.1}H{to:.1}", if index == 0 { 'M' } else { 'L' });
        }
        let colour = series.colour;
        let _ = writeln!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>");
        let _ = writeln!(svg, "<path d=\"M{x} {y}h24\" stroke=\"{colour}\" stroke-width=\"2.5\"/>");
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" fill=\"#1f2328\">{}</text>", x + 30.0, y + 4.0, series.name);
    }
}

fn label(svg: &mut String, x: f64, y: f64, anchor: &str, text: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"#57606a\">{text}</text>");
}

/// The next of 1, 2, 2.5, 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|&step| step >= value).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::{Chart, Series};
    use crate::marks::Stretch;

    #[test]
    fn every_stretch_is_drawn_inside_the_frame() {
        let stretches = vec![
            Stretch { from: 10_000, to: 30_000, rate: 90_000.0 },
            Stretch { from: 30_000, to: 100_000, rate: 45_000.0 },
        ];
        let series = [Series { name: "ours", colour: "#000000", stretches }];
        let svg = Chart { title: "Rate", series: &series }.svg();
        assert!(svg.contains("M80.0 88.0H394.9L394.9 214.0H740.0"), "{svg}");
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    }
}
