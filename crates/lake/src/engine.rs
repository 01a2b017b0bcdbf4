//! The engine: threads of the lake's own, so that heavy queries never take those on which the server answers, nor those
//! of other queries.

use std::sync::Arc;

use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult as _, TreeNode as _};
use datafusion::error::Result as PlanResult;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::coop::CooperativeExec;
use tokio::runtime::{Builder, Runtime};

use crate::{Error, Result};

/// Threads that work on one thing. What they work on ends when this is dropped, as soon as it lets go of its thread.
pub(crate) struct Engine(Option<Runtime>);

/// At most so many threads, and as many as there are processors.
const THREADS: usize = 8;

/// How many threads a query has.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS)
}

impl Engine {
    /// Starts threads.
    pub(crate) fn start(threads: usize) -> Result<Engine> {
        let runtime = Builder::new_multi_thread().worker_threads(threads).thread_name("lake").enable_all().build();
        Ok(Engine(Some(runtime.map_err(|error| Error::Io("starting threads".to_owned(), error))?)))
    }

    fn runtime(&self) -> &Runtime {
        self.0.as_ref().expect("it is taken only when the engine is dropped")
    }

    /// Waits for something. Must not be called on an async worker.
    pub(crate) fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime().block_on(work)
    }

    /// Begins something.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime().spawn(work);
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // It may be dropped on an async worker, where nothing may be waited for.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Has joins and the like let go of their thread now and then: what is above them may take their rows for hours without
/// waiting for anything, and could not be ended.
#[derive(Debug)]
pub(crate) struct LetGo;

impl PhysicalOptimizerRule for LetGo {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> PlanResult<Arc<dyn ExecutionPlan>> {
        let many =
            |plan: &Arc<dyn ExecutionPlan>| ["Join", "Unnest", "Window"].iter().any(|word| plan.name().contains(word));
        let wrap = |plan: Arc<dyn ExecutionPlan>| {
            Ok(if many(&plan) {
                Transformed::yes(Arc::new(CooperativeExec::new(plan)) as _)
            } else {
                Transformed::no(plan)
            })
        };
        plan.transform_up(wrap).data()
    }

    fn name(&self) -> &'static str {
        "let_go"
    }

    fn schema_check(&self) -> bool {
        true
    }
}
