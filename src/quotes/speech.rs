//! Verbs that report speech, in all the forms a newspaper uses.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a form of such a verb stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    /// *déclaré*: wants an auxiliary.
    Participle,
    /// *déclare, déclarait*
    Finite,
    /// *déclarant*
    Gerund,
}

/// Form, in small letters, to what it is; of a form that is both (*dit*) the finite one.
static FORMS: LazyLock<FxHashMap<String, Speech>> = LazyLock::new(|| {
    let lines = include_str!("verbs.txt").lines().filter(|l| !l.starts_with('#'));
    let mut forms = FxHashMap::default();
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [first, ..] if first.ends_with("er") => words.iter().for_each(|verb| regular(verb, &mut forms)),
            [participle, ref finite @ ..] => irregular(participle, finite, &mut forms),
            [] => {}
        }
    }
    forms
});

fn irregular(participle: &str, others: &[&str], forms: &mut FxHashMap<String, Speech>) {
    forms.insert(participle.into(), Speech::Participle);
    for form in others {
        let speech = if form.ends_with("ant") { Speech::Gerund } else { Speech::Finite };
        forms.insert((*form).into(), speech);
    }
}

/// *dénoncer*: *dénoncé, dénonce, dénonçait …*; *répéter*: *répète*.
fn regular(verb: &str, forms: &mut FxHashMap<String, Speech>) {
    let stem = &verb[..verb.len() - 2];
    let before_a = match stem.chars().next_back() {
        Some('c') => format!("{}ç", &stem[..stem.len() - 1]),
        Some('g') => format!("{stem}e"),
        _ => stem.to_owned(),
    };
    let open = stem.rfind('é').filter(|at| stem[at + 2..].chars().count() <= 2 && *at > 0);
    let silent = stem.rfind('e').filter(|at| stem.len() == at + 2 && *at > 0 && !stem.ends_with(['l', 't', 'c']));
    let stressed = match (open, silent) {
        (Some(at), _) => format!("{}è{}", &stem[..at], &stem[at + 2..]),
        (None, Some(at)) => format!("{}è{}", &stem[..at], &stem[at + 1..]),
        (None, None) => stem.to_owned(),
    };
    for participle in ["é", "ée", "és", "ées"] {
        forms.insert(format!("{stem}{participle}"), Speech::Participle);
    }
    forms.insert(format!("{before_a}ant"), Speech::Gerund);
    let finite = [("e", &stressed), ("ent", &stressed), ("era", &stressed), ("eront", &stressed)];
    let past = [("ait", &before_a), ("aient", &before_a), ("a", &before_a)];
    for (ending, stem) in finite.into_iter().chain(past) {
        forms.insert(format!("{stem}{ending}"), Speech::Finite);
    }
    forms.insert(format!("{stem}èrent"), Speech::Finite);
}

/// What `word`, in small letters, is as a verb of speech.
pub(super) fn speech(word: &str) -> Option<Speech> {
    FORMS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_verb() {
        for form in [
            "déclare",
            "dénonçait",
            "répète",
            "jugeait",
            "souligna",
            "expliquent",
            "dit",
            "prévient",
            "suggère",
            "relève",
        ] {
            assert_eq!(speech(form), Some(Speech::Finite), "{form}");
        }
        assert_eq!(speech("dénoncé"), Some(Speech::Participle));
        assert_eq!(speech("annonçant"), Some(Speech::Gerund));
        assert_eq!(speech("mange"), None);
    }
}
