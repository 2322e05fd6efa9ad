//! Where this user's installed models and caches are: the one place that asks the environment.

use entrefilet::pipeline::Places;
use etcetera::BaseStrategy;

/// The XDG folders of this user; without a home, there are none.
pub fn places() -> Places {
    let base = etcetera::choose_base_strategy().ok();
    Places {
        cache: base.as_ref().map(|b| b.cache_dir().join("entrefilet")),
        data: base.as_ref().map(|b| b.data_dir().join("entrefilet")),
    }
}
