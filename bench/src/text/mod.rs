//! How well and how fast texts are understood: the figures of docs/text.md. `bench/text_peers.py` has those of the peers
//! on the same files and folds.

mod categories;
mod data;
mod sentiment;
mod speed;
mod themes;

use std::path::PathBuf;

use anyhow::Result;

/// Options of `text`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

/// A CSV file with labelled texts.
#[derive(clap::Args)]
struct Labelled {
    /// The file.
    file: PathBuf,
    /// The column of the texts.
    #[arg(long, default_value = "text")]
    text: String,
    /// The column of the labels.
    #[arg(long, default_value = "category")]
    label: String,
    /// Only every other text, from the second on: those to which nothing in the program was fitted.
    #[arg(long)]
    unseen: bool,
}

#[derive(clap::Subcommand)]
enum What {
    /// Learn labels in five folds: macro-F1, time, reliability of the probabilities.
    Categories(Labelled),
    /// Sentiment of texts with a label (negative, neutral, positive, or 1 to 5 stars): untaught, and taught in five folds.
    Sentiment {
        #[command(flatten)]
        labelled: Labelled,
        /// The language, where it is known (ISO 639-1).
        #[arg(long)]
        language: Option<String>,
    },
    /// Texts a second on one core.
    Speed(Labelled),
    /// Themes: how well they agree with the labels, and with those of the week before; time.
    Themes {
        #[command(flatten)]
        labelled: Labelled,
        /// Find them in the texts so many times over.
        #[arg(long, default_value_t = 1)]
        times: usize,
    },
}

/// Carries out `text`.
pub(crate) fn command(args: &Args) -> Result<()> {
    match &args.what {
        What::Categories(labelled) => categories::measure(labelled),
        What::Sentiment { labelled, language } => sentiment::measure(labelled, language.as_deref()),
        What::Speed(labelled) => speed::measure(labelled),
        What::Themes { labelled, times } => themes::measure(labelled, *times),
    }
}
