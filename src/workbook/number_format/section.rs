//! A number format's text → its sections and their parts.

/// One of a format's up to four parts between semicolons.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    /// `[<100]`.
    pub(super) condition: Option<Condition>,
    /// What to write.
    pub(super) parts: Vec<Part>,
    /// Whether 元 is written for the first year of an era.
    pub(super) gannen: bool,
}

/// When a section applies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    pub(super) operator: Operator,
    pub(super) limit: f64,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
}

impl Condition {
    /// Whether a number meets it.
    pub(super) fn holds(self, value: f64) -> bool {
        match self.operator {
            Operator::Less => value < self.limit,
            Operator::LessOrEqual => value <= self.limit,
            // Excel compares with the number as it is typed.
            #[expect(clippy::float_cmp, reason = "the format asks for equality")]
            Operator::Equal => value == self.limit,
            #[expect(clippy::float_cmp, reason = "the format asks for inequality")]
            Operator::NotEqual => value != self.limit,
            Operator::Greater => value > self.limit,
            Operator::GreaterOrEqual => value >= self.limit,
        }
    }

    /// Whether only negative numbers meet it; their sign is then not written.
    pub(super) fn only_negative(self) -> bool {
        match self.operator {
            Operator::Less => self.limit <= 0.0,
            Operator::LessOrEqual | Operator::Equal => self.limit < 0.0,
            Operator::NotEqual | Operator::Greater | Operator::GreaterOrEqual => false,
        }
    }
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Written as it is.
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// `,`: separates thousands or divides by one.
    Comma,
    /// `%`.
    Percent,
    /// `E+` (true) or `E-`.
    Exponent(bool),
    /// `/` between digits.
    Slash,
    /// `General`.
    General,
    /// `@`.
    Text,
    /// Letters of a day or time: `yyyy`, `ggg`, `aaa`; `M` and `m` as written.
    Date(char, usize),
    /// `[h]`, `[m]`, `[s]`: elapsed time.
    Elapsed(char, usize),
    /// `AM/PM` (true) or `A/P`.
    HalfDay(bool),
}

/// Splits a format into sections; what it does not understand is literal.
pub(super) fn sections(format: &str) -> Vec<Section> {
    let chars: Vec<char> = format.chars().collect();
    let mut sections = vec![Section { condition: None, parts: Vec::new(), gannen: false }];
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == ';' {
            sections.push(Section { condition: None, parts: Vec::new(), gannen: false });
            at += 1;
        } else {
            let section = sections.last_mut().expect("one section stands from the start");
            at += section.take(&chars[at..]);
        }
    }
    sections.iter_mut().for_each(Section::settle);
    sections
}

impl Section {
    /// Takes the next part and says how many characters it has.
    fn take(&mut self, rest: &[char]) -> usize {
        let text = |chars: &[char]| chars.iter().collect::<String>();
        match rest[0] {
            '"' => {
                let end = rest[1..].iter().position(|&c| c == '"').map_or(rest.len(), |i| i + 1);
                self.literal(&text(&rest[1..end]));
                (end + 1).min(rest.len())
            }
            '\\' | '!' => {
                self.literal(&text(&rest[1..rest.len().min(2)]));
                2.min(rest.len())
            }
            // A gap as wide as the next character.
            '_' => {
                self.literal(" ");
                2.min(rest.len())
            }
            // Fills the cell with the next character.
            '*' => 2.min(rest.len()),
            '[' => self.take_brackets(rest),
            'E' | 'e' if matches!(rest.get(1), Some('+' | '-')) => {
                self.parts.push(Part::Exponent(rest[1] == '+'));
                2
            }
            'G' | 'g' if starts_with(rest, "general") => {
                self.parts.push(Part::General);
                7
            }
            'G' | 'g' if starts_with(rest, "g/標準") => {
                self.parts.push(Part::General);
                4
            }
            'A' | 'a' if starts_with(rest, "am/pm") => {
                self.parts.push(Part::HalfDay(true));
                5
            }
            'A' | 'a' if starts_with(rest, "a/p") => {
                self.parts.push(Part::HalfDay(false));
                3
            }
            c @ ('0' | '#' | '?') => self.push(Part::Digit(c)),
            '.' => self.push(Part::Point),
            ',' => self.push(Part::Comma),
            '%' => self.push(Part::Percent),
            '@' => self.push(Part::Text),
            '/' => self.push(Part::Slash),
            c if is_date_letter(c) => {
                let c = c.to_ascii_lowercase();
                let count = rest.iter().take_while(|r| r.to_ascii_lowercase() == c).count();
                self.parts.push(Part::Date(c, count));
                count
            }
            c => {
                self.literal(&c.to_string());
                1
            }
        }
    }

    fn push(&mut self, part: Part) -> usize {
        self.parts.push(part);
        1
    }

    fn literal(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Literal(before)) => before.push_str(text),
            _ => self.parts.push(Part::Literal(text.to_owned())),
        }
    }

    /// `[Red]`, `[<100]`, `[$¥-411]`, `[h]`.
    fn take_brackets(&mut self, rest: &[char]) -> usize {
        let Some(end) = rest.iter().position(|&c| c == ']') else {
            self.literal("[");
            return 1;
        };
        let inner: String = rest[1..end].iter().collect();
        if let Some(locale) = inner.strip_prefix('$') {
            let (currency, locale) = locale.split_once('-').unwrap_or((locale, ""));
            self.gannen |= locale.to_ascii_lowercase().contains("gannen");
            match locale.to_ascii_uppercase().as_str() {
                // The system's long date and time; the rest of the section is only an example.
                "F800" => self.parts.push(Part::Date('\u{1}', 1)),
                "F400" => self.parts.push(Part::Date('\u{2}', 1)),
                _ if !currency.is_empty() => self.literal(currency),
                _ => {}
            }
        } else if let Some(condition) = condition(&inner) {
            self.condition = Some(condition);
        } else {
            let lower = inner.to_ascii_lowercase();
            let letter = lower.chars().next();
            if let Some(c @ ('h' | 'm' | 's')) = letter
                && lower.chars().all(|other| other == c)
            {
                self.parts.push(Part::Elapsed(c, lower.len()));
            }
        }
        end + 1
    }

    /// Decides what depends on the neighbours once all parts are known.
    fn settle(&mut self) {
        let system = self.parts.iter().find_map(|p| match p {
            Part::Date('\u{1}', _) => Some("yyyy\"年\"m\"月\"d\"日\""),
            Part::Date('\u{2}', _) => Some("h:mm:ss"),
            _ => None,
        });
        if let Some(format) = system {
            self.parts = sections(format).remove(0).parts;
            return;
        }
        if !self.is_date() {
            return;
        }
        for part in &mut self.parts {
            match part {
                Part::Slash => *part = Part::Literal("/".to_owned()),
                Part::Comma => *part = Part::Literal(",".to_owned()),
                _ => {}
            }
        }
        self.name_minutes();
    }

    /// `m` after an hour or before a second is minutes, not months.
    fn name_minutes(&mut self) {
        let clock: Vec<(usize, char)> = self
            .parts
            .iter()
            .enumerate()
            .filter_map(|(i, p)| match p {
                Part::Date(c, _) | Part::Elapsed(c, _) => Some((i, *c)),
                _ => None,
            })
            .collect();
        for (n, &(index, letter)) in clock.iter().enumerate() {
            let after_hour = n > 0 && clock[n - 1].1 == 'h';
            let before_second = clock.get(n + 1).is_some_and(|next| next.1 == 's');
            if letter == 'm' && (after_hour || before_second) {
                // 'i' stands for minutes from here on.
                if let Part::Date(c, count) = &mut self.parts[index]
                    && *count <= 2
                {
                    *c = 'i';
                }
            }
        }
    }

    /// Whether it writes how many hours have gone by.
    pub(super) fn is_elapsed(&self) -> bool {
        self.parts.iter().any(|p| matches!(p, Part::Elapsed(..)))
    }

    /// Whether it writes a day or a time.
    pub(super) fn is_date(&self) -> bool {
        self.parts.iter().any(|p| matches!(p, Part::Date(..) | Part::Elapsed(..) | Part::HalfDay(_)))
    }
}

fn starts_with(rest: &[char], word: &str) -> bool {
    rest.len() >= word.chars().count()
        && rest.iter().zip(word.chars()).all(|(a, b)| a.to_ascii_lowercase() == b)
}

fn is_date_letter(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' | 'a' | 'r' | 'b')
}

fn condition(text: &str) -> Option<Condition> {
    let operators = [
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("<>", Operator::NotEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("=", Operator::Equal),
    ];
    let (sign, operator) = operators.into_iter().find(|(sign, _)| text.starts_with(sign))?;
    let limit = text[sign.len()..].trim().parse().ok().filter(|n: &f64| n.is_finite())?;
    Some(Condition { operator, limit })
}
