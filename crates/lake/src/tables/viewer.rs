//! Who looks: which rows and columns there are for them, and what of texts they do not see.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray as _, StringArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};

/// Leaves out of a text what somebody does not see.
pub type Masking = Arc<dyn for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync>;

/// What of texts somebody does not see.
#[derive(Clone)]
pub struct Mask {
    /// Of a plain text.
    pub text: Masking,
    /// Of a text that is a JSON object.
    pub object: Masking,
}

/// Somebody who looks.
#[derive(Clone)]
pub struct Viewer {
    /// Whether there is a column with the numbers of identifiers.
    pub identifiers: bool,
    /// Whether there are rows of what employees did as such.
    pub employees: bool,
    /// What of texts they do not see.
    pub mask: Option<Mask>,
}

impl std::fmt::Debug for Viewer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Viewer { identifiers, employees, mask } = self;
        write!(f, "Viewer(identifiers {identifiers}, employees {employees}, masked {})", mask.is_some())
    }
}

/// A function over a column of texts.
pub(super) fn masking(name: &str, masking: &Masking) -> ScalarUDF {
    let masking = masking.clone();
    let function = move |columns: &[ColumnarValue]| {
        let arrays = ColumnarValue::values_to_arrays(columns)?;
        let texts: &StringArray = arrays[0].as_string();
        let masked: StringArray = texts.iter().map(|text| text.map(|text| masking(text))).collect();
        Ok(ColumnarValue::Array(Arc::new(masked) as ArrayRef))
    };
    create_udf(name, vec![DataType::Utf8], DataType::Utf8, Volatility::Immutable, Arc::new(function))
}
