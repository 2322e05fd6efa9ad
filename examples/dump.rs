fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        println!("##### {path}");
        let t = std::time::Instant::now();
        match entrefilet::extract::read(&path, &bytes) {
            Ok(r) => {
                let a = r.article;
                println!(
                    "{:?} | {} {} | {:?} {:?}",
                    a.dateline,
                    a.source.encoding,
                    a.source.encoding_from,
                    a.source.url,
                    t.elapsed()
                );
                for n in r.notes {
                    println!("NOTE {n}");
                }
                for b in &a.blocks {
                    let s = a.slice(b.span);
                    let cut: String = if s.chars().count() > 150 {
                        s.chars()
                            .take(100)
                            .chain(" […] ".chars())
                            .chain(s.chars().skip(s.chars().count() - 40))
                            .collect()
                    } else {
                        s.into()
                    };
                    println!(
                        "  {:>3} {:<4} {:<10} {}",
                        b.number,
                        b.line.map_or(String::new(), |l| l.to_string()),
                        format!("{:?}", b.kind),
                        cut
                    );
                }
            }
            Err(e) => println!("ERROR {e} {:?}", t.elapsed()),
        }
    }
}
