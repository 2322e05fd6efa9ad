//! Where this user's installed models and caches are: the one place that asks the environment.

use entrefilet::pipeline::Places;
use etcetera::BaseStrategy;

/// The XDG folders of this user; without a home, there are none.
pub fn places(jobs: Option<u16>) -> Places {
    let base = etcetera::choose_base_strategy().ok();
    Places {
        cache: base.as_ref().map(|b| b.cache_dir().join("entrefilet")),
        models: base.as_ref().map(|b| b.cache_dir().join("entrefilet/models")),
        key: std::env::var("ENTREFILET_MT_KEY").ok(),
        threads: jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from),
    }
}
