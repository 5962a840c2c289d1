//! How well a text, or a command, fits what somebody looks for.

use super::Command;
use super::synonyms::also;

/// How well a text fits what is looked for (in lower case), the smaller the better; `None` when it does not.
pub fn fit(text: &str, wanted: &str) -> Option<usize> {
    if wanted.is_empty() {
        return Some(3);
    }
    let text = text.to_lowercase();
    let starts_a_word = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric();
    if text == wanted {
        return Some(0);
    }
    if text.starts_with(wanted) {
        return Some(1);
    }
    if text.match_indices(wanted).any(|(at, _)| starts_a_word(at)) {
        return Some(2);
    }
    if text.contains(wanted) {
        return Some(3);
    }
    // All words somewhere, in any order: "tier public" finds "Add a public tier".
    let mut words = wanted.split_whitespace().peekable();
    (wanted.contains(' ') && words.all(|word| text.contains(word))).then_some(4)
}

impl Command {
    /// How well the command fits what is looked for (in lower case): by its own words, or by others that people use for
    /// it.
    pub fn fit(self, wanted: &str) -> Option<usize> {
        let own = fit(self.words(), wanted);
        if wanted.is_empty() {
            return own;
        }
        // Another word that is typed whole is as good as the beginning of its own.
        let others = also(self).iter().filter_map(|word| match fit(word, wanted)? {
            0 => Some(1),
            1 | 2 => Some(2),
            // Somewhere inside a word that is not even shown: nobody would know why it is found.
            _ => None,
        });
        // "remove subnet" and "add firewall": one of its own words and one of the others.
        let mixed = || {
            let mut words = wanted.split_whitespace();
            let known = |word: &str| {
                fit(self.words(), word).is_some()
                    || also(self).iter().any(|other| fit(other, word).is_some_and(|r| r < 3))
            };
            (wanted.contains(' ') && words.all(known)).then_some(4)
        };
        own.into_iter().chain(others).min().or_else(mixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_the_start_the_better() {
        assert_eq!(fit("prod", "prod"), Some(0));
        assert_eq!(fit("Prod-b", "prod"), Some(1));
        assert_eq!(fit("non-prod", "prod"), Some(2));
        assert_eq!(fit("reprod", "prod"), Some(3));
        assert_eq!(fit("Add a public tier", "tier public"), Some(4));
        assert_eq!(fit("dev", "prod"), None);
    }

    /// The commands that are found, the best first, as the palette lists them.
    fn found(wanted: &str) -> Vec<Command> {
        let fitting = |(at, command): (usize, &Command)| Some((command.fit(wanted)?, at, *command));
        let mut found: Vec<(usize, usize, Command)> = Command::ALL.iter().enumerate().filter_map(fitting).collect();
        found.sort();
        found.into_iter().map(|(.., command)| command).collect()
    }

    #[test]
    fn what_people_call_things_finds_them_among_the_first_three() {
        let cases = [
            ("network", Command::AddVpc),
            ("virtual private cloud", Command::AddVpc),
            ("firewall", Command::AddSecurityGroup),
            ("firewall", Command::AddNetworkAcl),
            ("nat", Command::AddNatGateway),
            ("igw", Command::AddInternetGateway),
            ("tgw", Command::AddTransitGateway),
            ("remove", Command::Delete),
            ("delete", Command::Delete),
            ("download", Command::Export),
            ("terraform", Command::Export),
            ("cloudformation", Command::Export),
            ("back", Command::Undo),
            ("undo", Command::Undo),
            ("revert", Command::Undo),
            ("forward", Command::Redo),
            ("server", Command::AddWorkload),
            ("ec2", Command::AddWorkload),
            ("alb", Command::AddLoadBalancer),
            ("privatelink", Command::AddEndpoint),
            ("subnets", Command::TierTool),
            ("availability zone", Command::AddZone),
            ("dark mode", Command::ToggleTheme),
            ("fullscreen", Command::TogglePresent),
            ("keyboard", Command::Help),
            ("tidy", Command::Tidy),
            ("layout", Command::Tidy),
            ("search", Command::Find),
            ("snapshot", Command::NameVersion),
            ("renumber", Command::Replan),
            ("sidebar", Command::ToggleOutline),
            ("image", Command::CopyPng),
            ("add firewall", Command::AddSecurityGroup),
            ("office", Command::AddExternalNetwork),
        ];
        for (wanted, command) in cases {
            let first: Vec<Command> = found(wanted).into_iter().take(3).collect();
            assert!(first.contains(&command), "{wanted}: {command:?} is not among {first:?}");
        }
    }

    #[test]
    fn what_is_typed_of_the_words_themselves_comes_before_other_words() {
        assert_eq!(found("export")[0], Command::Export);
        assert_eq!(found("add a v")[0], Command::AddVpc);
        assert_eq!(found("copy")[0], Command::Copy);
    }

    #[test]
    fn no_word_is_said_twice() {
        for command in Command::ALL {
            let mut words = also(*command).to_vec();
            words.sort_unstable();
            words.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "{command:?}"));
            for word in words {
                assert_eq!(word, word.to_lowercase(), "{command:?}");
                assert_ne!(word, command.words().to_lowercase(), "{command:?} has it as its own words");
            }
        }
    }
}
