//! The cascade that makes an engine's English hold the glossary's names, and says where it does not.

use super::draft::{Draft, Hints, STEPS, Step, Variant};
use super::request::{Request, Translation};
use super::translator::{EngineError, Fingerprint, Source, Translator};

/// An engine whose English has the glossary's names, or says which it has not.
///
/// For each sentence: translate it; where a name is missing, write the wanted English into the source and translate that;
/// where it is still missing, put an invented name there and replace it in the answer. Each answer is repaired in spelling
/// and articles, then read; the first that has every name as often as the source wins. Where none has, the one that
/// misses fewest is kept, the plain one before others. A line depends on its own request only.
///
/// ```
/// use entrefilet::mt::{Command, Enforced, Request, Rung, Wanted};
/// use entrefilet::{model::Form, text::Span};
/// // An engine that turns every name into another.
/// let engine = Command::new("sed", ["s/Goïta a parlé/So Goota spoke/; s/a parlé/spoke/"]);
/// let goita = Wanted { span: Span::new(7, 13), en: "Goïta".into(), article: None, others: Vec::new(), concept: 0, form: Form::Surname };
/// let lines = Enforced::new(engine).translate(&[Request { text: "Assimi Goïta a parlé.", wanted: &[goita], examples: &[] }]);
/// let line = lines[0].as_ref().unwrap();
/// assert_eq!((line.english.text.as_str(), line.rung), ("Assimi Goïta spoke.", Rung::StandIn));
/// ```
pub struct Enforced<T> {
    engine: T,
}

impl<T: Translator> Enforced<T> {
    /// Sits on top of `engine`.
    pub fn new(engine: T) -> Self {
        Self { engine }
    }

    /// The engine's.
    pub fn fingerprint(&self) -> &Fingerprint {
        self.engine.fingerprint()
    }

    /// The engine below.
    pub fn engine(&self) -> &T {
        &self.engine
    }

    /// The engine below, to be asked directly.
    pub fn engine_mut(&mut self) -> &mut T {
        &mut self.engine
    }

    /// Translates each of `requests`; one result for each, in their order. A name whose span is not in the text or overlaps
    /// the one before is never written into the source, but its English is looked for like any other's.
    pub fn translate(&mut self, requests: &[Request]) -> Vec<Result<Translation, EngineError>> {
        let mut drafts: Vec<Draft> = requests.iter().map(Draft::new).collect();
        for step in STEPS {
            self.climb(step, &mut drafts);
        }
        drafts.into_iter().map(Draft::finish).collect()
    }

    /// Takes one step with every draft that still needs one.
    fn climb(&mut self, step: Step, drafts: &mut [Draft]) {
        let variants: Vec<(usize, Variant)> =
            drafts.iter().enumerate().filter_map(|(i, draft)| Some((i, draft.variant(step)?))).collect();
        let heeded = self.engine.heeds_hints();
        let hints: Vec<_> = variants
            .iter()
            .map(|(i, variant)| if heeded { drafts[*i].hints(variant) } else { Hints::default() })
            .collect();
        let hinted = variants.iter().zip(&hints);
        let asked: Vec<Source> =
            hinted.map(|((_, variant), (terms, examples))| Source { text: &variant.source, terms, examples }).collect();
        let mut sources = asked.clone();
        sources.sort_unstable();
        sources.dedup();
        if sources.is_empty() {
            return;
        }
        let answers = self.engine.translate_hinted(&sources);
        for ((i, variant), source) in variants.iter().zip(&asked) {
            if let Some(answer) = sources.binary_search(source).ok().and_then(|at| answers.get(at)) {
                drafts[*i].add(step, variant, answer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Form, Mention};
    use crate::mt::request::Rung;
    use crate::mt::source;
    use crate::mt::wanted::Wanted;
    use crate::text::Span;

    /// An engine that answers from a table and counts its calls; what is not in the table comes back in capitals, and
    /// `fail` fails.
    struct Table {
        fingerprint: Fingerprint,
        answers: Vec<(&'static str, &'static str)>,
        asked: Vec<String>,
    }

    fn table(answers: &[(&'static str, &'static str)]) -> Enforced<Table> {
        Enforced::new(Table { fingerprint: Fingerprint::default(), answers: answers.to_vec(), asked: Vec::new() })
    }

    impl Translator for Table {
        fn fingerprint(&self) -> &Fingerprint {
            &self.fingerprint
        }

        fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
            self.asked.extend(sources.iter().map(|s| (*s).to_owned()));
            let answer = |s: &&str| match self.answers.iter().find(|(source, _)| source == s) {
                Some((_, "fail")) => Err(EngineError::Empty { from: "table".into() }),
                Some((_, answer)) => Ok((*answer).to_owned()),
                None => Ok(s.to_uppercase()),
            };
            sources.iter().map(answer).collect()
        }
    }

    fn wanted(text: &str, fr: &str, en: &str) -> Wanted {
        let at = text.find(fr).unwrap();
        Wanted {
            span: Span::new(at, at + fr.len()),
            en: en.into(),
            article: None,
            others: Vec::new(),
            concept: 7,
            form: Form::Full,
        }
    }

    const AES: &str = "L’Alliance des États du Sahel a 3 membres.";

    fn aes(answers: &[(&'static str, &'static str)]) -> Translation {
        let names = [wanted(AES, "Alliance des États du Sahel", "Alliance of Sahel States")];
        table(answers).translate(&[Request { text: AES, wanted: &names, examples: &[] }]).remove(0).unwrap()
    }

    const PLAIN: (&str, &str) = (AES, "The Alliance of the States of the Sahel has 3 members.");
    const INSERTED: &str = "L’Alliance of Sahel States a 3 membres.";

    #[test]
    fn the_first_answer_that_has_the_name_wins() {
        let line = aes(&[(AES, "The Alliance of Sahel states has 3 members.")]);
        assert_eq!((line.rung, line.enforced), (Rung::Plain, vec![true]));
        assert_eq!(line.english.text, "The Alliance of Sahel States has 3 members.");
        assert_eq!(line.english.mentions, [Mention { span: Span::new(4, 28), concept: 7, form: Form::Full }]);

        let line = aes(&[PLAIN, (INSERTED, "The the Alliance of Sahel States has 3 members.")]);
        assert_eq!(
            (line.rung, line.english.text.as_str()),
            (Rung::Inserted, "The Alliance of Sahel States has 3 members.")
        );

        let stand_in = ("Le Kelvora a 3 membres.", "The Kelvora has 3 members.");
        let line = aes(&[PLAIN, (INSERTED, "L’Alliance has 3 members."), stand_in]);
        assert_eq!(
            (line.rung, line.english.text.as_str()),
            (Rung::StandIn, "The Alliance of Sahel States has 3 members.")
        );

        let mark = ("Le T1T a 3 membres.", "T1T has 3 members.");
        let line = aes(&[PLAIN, (INSERTED, "The Alliance has 3."), (stand_in.0, "Kelv has 3 members."), mark]);
        assert_eq!(
            (line.rung, line.english.text.as_str()),
            (Rung::StandIn, "The Alliance of Sahel States has 3 members.")
        );
    }

    #[test]
    fn where_nothing_helps_the_plain_line_is_kept_and_flagged() {
        let line = aes(&[PLAIN, (INSERTED, "no"), ("Le Kelvora a 3 membres.", "no"), ("Le T1T a 3 membres.", "no")]);
        assert_eq!((line.rung, line.enforced), (Rung::Plain, vec![false]));
        assert_eq!(line.english.text, PLAIN.1);
        assert!(line.english.mentions.is_empty());
    }

    #[test]
    fn a_name_is_not_bought_with_a_figure() {
        let mark = ("Le T1T a 3 membres.", "The T1T has 3 members.");
        let stand_in = ("Le Kelvora a 3 membres.", "The Kelvora has 30 members.");
        let line = aes(&[PLAIN, (INSERTED, "Alliance of Sahel States has 33 members."), stand_in, mark]);
        assert_eq!(line.english.text, "The Alliance of Sahel States has 3 members.");
    }

    #[test]
    fn failures_of_later_steps_cost_nothing_and_that_of_the_first_is_told() {
        let line =
            aes(&[PLAIN, (INSERTED, "fail"), ("Le Kelvora a 3 membres.", "fail"), ("Le T1T a 3 membres.", "fail")]);
        assert_eq!((line.rung, line.english.text.as_str()), (Rung::Plain, PLAIN.1));
        let mut engine = table(&[("bad", "fail")]);
        let request = |text| Request { text, wanted: &[], examples: &[] };
        let lines = engine.translate(&[request("un"), request("bad"), request("deux")]);
        assert_eq!(lines.iter().map(|l| l.is_ok()).collect::<Vec<_>>(), [true, false, true]);
    }

    #[test]
    fn what_has_no_letters_is_copied_and_equal_sentences_are_asked_once() {
        let mut engine = table(&[]);
        let request = |text| Request { text, wanted: &[], examples: &[] };
        let lines = engine.translate(&["", " 😀 ", "12 %", "oui", "oui\u{a0}", "non"].map(request));
        let texts: Vec<&str> = lines.iter().map(|l| l.as_ref().unwrap().english.text.as_str()).collect();
        assert_eq!(texts, ["", "😀", "12 %", "OUI", "OUI", "NON"]);
        assert_eq!(lines[0].as_ref().unwrap().rung, Rung::Copied);
        assert_eq!(engine.engine().asked, ["non", "oui"]);
    }

    #[test]
    fn many_names_get_a_stand_in_each() {
        let text = "Alfa, Bravo et Charlie.";
        let names = [wanted(text, "Alfa", "A One"), wanted(text, "Bravo", "B Two"), wanted(text, "Charlie", "C Three")];
        let answers = [
            (text, "Them."),
            ("A One, B Two et C Three.", "Them."),
            ("Kelvora, Brandovik et Tramelka.", "Kelvora, Brandovik and Tramelka."),
        ];
        let line = table(&answers).translate(&[Request { text, wanted: &names, examples: &[] }]).remove(0).unwrap();
        assert_eq!((line.english.text.as_str(), line.rung), ("A One, B Two and C Three.", Rung::StandIn));
        assert_eq!(line.enforced, [true; 3]);
    }

    /// Answers with its hints.
    struct Hinted(Fingerprint);

    impl Translator for Hinted {
        fn fingerprint(&self) -> &Fingerprint {
            &self.0
        }

        fn translate(&mut self, sources: &[&str]) -> Vec<Result<String, EngineError>> {
            sources.iter().map(|source| Ok((*source).to_owned())).collect()
        }

        fn heeds_hints(&self) -> bool {
            true
        }

        fn translate_hinted(&mut self, sources: &[Source]) -> Vec<Result<String, EngineError>> {
            let pairs = |pairs: &[(&str, &str)]| pairs.iter().flat_map(|(a, b)| [*a, *b]).collect::<Vec<_>>().join(" ");
            sources.iter().map(|s| Ok(format!("{} | {} | {}", s.text, pairs(s.terms), pairs(s.examples)))).collect()
        }
    }

    #[test]
    fn an_engine_that_heeds_hints_gets_those_of_its_own_sentence() {
        let (one, two) = ("Goïta part.", "Goïta part.");
        let names = [wanted(one, "Goïta", "Mr Goita")];
        let mut engine = Enforced::new(Hinted(Fingerprint::default()));
        let requests = [
            Request { text: one, wanted: &names, examples: &[("Il part.", "He leaves.")] },
            Request { text: two, wanted: &[], examples: &[] },
        ];
        let lines = engine.translate(&requests);
        let texts: Vec<&str> = lines.iter().map(|line| line.as_ref().unwrap().english.text.as_str()).collect();
        assert_eq!(texts, ["Goïta part. | Goïta Mr Goita | Il part. He leaves.", "Goïta part. |  | "]);
        let alone: Vec<_> = requests.iter().flat_map(|request| engine.translate(&[*request])).collect();
        assert_eq!(alone, lines);
    }

    #[test]
    fn names_hold_among_other_scripts() {
        let flags = |french: &'static str, answer: &'static str| {
            let names = [wanted(french, "Goïta", "Goïta")];
            let request = Request { text: french, wanted: &names, examples: &[] };
            let tidy: &'static str = source::tidy(french).leak();
            let line = table(&[(tidy, answer)]).translate(&[request]).remove(0).unwrap();
            (line.english.text, line.enforced[0])
        };
        for (french, answer, text) in [
            ("Goïta a dit « Привет ».", "Goita said “Привет”.", "Goïta said “Привет”."),
            ("习近平 reçoit Goïta.", "习近平 receives Goita.", "习近平 receives Goïta."),
            ("\u{202b}غويتا\u{202c} (Goïta) parle.", "غويتا (Goita) speaks.", "غويتا (Goïta) speaks."),
            ("👩🏽‍🚒 Goïta 🇲🇱 parle.", "👩🏽‍🚒 Goita 🇲🇱 speaks.", "👩🏽‍🚒 Goïta 🇲🇱 speaks."),
            ("Γκοϊτά, Goïta, ゴイタ", "Γκοϊτά, Goita, ゴイタ", "Γκοϊτά, Goïta, ゴイタ"),
            ("Goïta parle.", "Goi\u{308}ta speaks.", "Goïta speaks."),
        ] {
            assert_eq!(flags(french, answer), (text.to_owned(), true), "{french}");
        }
        // In other letters it is not the name that was wanted, so the engine is asked again.
        assert_eq!(flags("Goïta parle.", "Гоита speaks."), ("Goïta PARLE.".to_owned(), true));
    }

    proptest::proptest! {
        #[test]
        fn whatever_an_engine_answers_each_name_is_held_or_flagged(
            french in "(l’|Goïta|AES| |Д|\\PC){0,12}",
            answer in "(Goita|the |AES|U\\.N\\.| |İ|ß|\\PC){0,16}",
            spans in proptest::collection::vec((0u32..30, 0u32..30), 0..4),
        ) {
            let name = |(a, b): (u32, u32)| Wanted {
                span: Span { start: a.min(b), end: a.max(b) },
                en: if a > b { "Goïta".into() } else { "UN".into() },
                article: None,
                others: vec!["United Nations".into(), "İß".into()],
                concept: 0,
                form: Form::Full,
            };
            let names: Vec<Wanted> = spans.into_iter().map(name).collect();
            let names: Vec<Wanted> = names.into_iter().filter(|n| french.get(n.span.range()).is_some()).collect();
            let mut engine = table(&[(source::tidy(&french).leak(), answer.leak())]);
            let line = engine.translate(&[Request { text: &french, wanted: &names, examples: &[] }]).remove(0);
            if let Ok(line) = line {
                proptest::prop_assert_eq!(line.enforced.len(), names.len());
                proptest::prop_assert_eq!(line.english.mentions.len(), line.enforced.iter().filter(|held| **held).count());
                for mention in line.english.mentions {
                    let place = mention.span.of(&line.english.text);
                    proptest::prop_assert!(place == "Goïta" || place == "UN", "{}", place);
                }
            }
        }
    }
}
