//! `entrefilet` turns folders of French articles into English briefs that an editor can trust.
//!
//! A pipeline file becomes a [`Plan`] with everything loaded; [`run_plan`] reads its articles and writes the briefs. Each room
//! below can be used alone; `ARCHITECTURE.md` shows how they stand to one another.
//!
//! ```
//! use entrefilet::{Overrides, PipelineFile, Places, Plan, run_plan};
//! use std::fs;
//!
//! let desk = tempfile::tempdir()?;
//! fs::create_dir(desk.path().join("articles"))?;
//! fs::write(desk.path().join("articles/a.txt"), "Le Mali vote\n\nBAMAKO, 3 avril 2025 — Le Mali vote dimanche.\n")?;
//! fs::write(desk.path().join("memory.tsv"), "Le Mali vote dimanche.\tMali votes on Sunday.\n")?;
//!
//! let file = PipelineFile::parse("memories = [\"memory.tsv\"]").expect("a pipeline");
//! let path = desk.path().join("pipeline.toml");
//! let (plan, mut engine) = Plan::load(&file, &path, Overrides::default(), &Places::default())?;
//! let report = run_plan(&plan, engine.as_mut(), &())?;
//!
//! assert_eq!(report.totals.written, 1);
//! let brief = fs::read_to_string(desk.path().join("briefs/a.txt.md"))?;
//! assert!(brief.contains("Mali votes on Sunday."));
//! assert!(brief.contains("✓ approved (memory.tsv 1)"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(missing_docs)]
#![deny(unsafe_code)]

pub mod brief;
pub mod check;
pub mod exchange;
pub mod extract;
pub mod glossary;
pub mod memory;
pub mod mine;
pub mod model;
pub mod mt;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod propose;
pub mod quotes;
pub mod segment;
pub mod story;
pub mod summary;
pub mod termbase;
pub mod text;

pub use model::{Article, Origin};
pub use pipeline::{Overrides, PipelineFile, Places, Plan, run_plan};
