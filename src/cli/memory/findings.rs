//! Findings about a file in words, without a flood of those that are alike.

use entrefilet::exchange::Finding;
use std::collections::BTreeMap;
use std::path::Path;

/// How often each rule was told of a file.
#[derive(Default)]
pub struct Told(BTreeMap<&'static str, u64>);

/// As many findings of a rule are shown; the rest is counted.
const SHOWN: u64 = 20;

impl Told {
    /// Counts a finding; whether it is one to show.
    pub fn add(&mut self, finding: &Finding) -> bool {
        let times = self.0.entry(finding.rule).or_default();
        *times += 1;
        *times <= SHOWN
    }

    /// What was not shown, a line a rule.
    pub fn rest(&self, path: &Path) -> Vec<String> {
        let line = |rule: &str, more: u64| format!("{}: … and {more} more [{rule}]", path.display());
        let hidden = self.0.iter().filter(|(_, times)| **times > SHOWN);
        hidden.map(|(rule, times)| line(rule, times - SHOWN)).collect()
    }
}

/// Where it is, what it is, and its rule.
pub fn worded(path: &Path, finding: &Finding) -> String {
    let Finding { line, unit, rule, message, .. } = finding;
    let unit = unit.map_or(String::new(), |unit| format!("unit {unit}: "));
    match line {
        0 => format!("{}: {unit}{message} [{rule}]", path.display()),
        line => format!("{}:{line}: {unit}{message} [{rule}]", path.display()),
    }
}
