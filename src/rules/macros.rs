//! The `rule!` form: the comment of a rule is its teaching text.

/// Declares `RULE`. The doc comment is the text that people read: a summary line, `## Why it matters`,
/// `## What to do`, and fenced `design,finds` and `design,clean` examples, which the tests run.
///
/// `each: Vpc` calls `check(cx, id: VpcId, vpc: &Vpc, found)` for every VPC; `each_of: [Vpc, Subnet]` calls
/// `check(cx, id: EntityId, entity: &Entity, found)` for every object of those kinds; `design` calls `check(cx, found)`
/// once.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $id:literal {
            severity: $severity:ident,
            sources: [$($source:literal),+ $(,)?],
            $(aws_error: $error:literal,)?
            each: $kind:ident $(,)?
        }
    ) => {
        $crate::rules::macros::rule!(@declare [$($doc)+] $id $severity [$($source)+] [$($error)?]
            $crate::rules::Check::Each(&[$crate::model::Kind::$kind], |cx, id, entity, found| {
                let typed = $crate::model::EntityId::typed::<<$crate::model::kinds::$kind as $crate::model::Noun>::Id>(id);
                if let (Some(id), Some(noun)) = (typed, entity.as_noun::<$crate::model::kinds::$kind>()) {
                    check(cx, id, noun, found);
                }
            }));
    };
    (
        $(#[doc = $doc:literal])+
        $id:literal {
            severity: $severity:ident,
            sources: [$($source:literal),+ $(,)?],
            $(aws_error: $error:literal,)?
            each_of: [$($kind:ident),+ $(,)?] $(,)?
        }
    ) => {
        $crate::rules::macros::rule!(@declare [$($doc)+] $id $severity [$($source)+] [$($error)?]
            $crate::rules::Check::Each(&[$($crate::model::Kind::$kind),+], check));
    };
    (
        $(#[doc = $doc:literal])+
        $id:literal {
            severity: $severity:ident,
            sources: [$($source:literal),+ $(,)?],
            $(aws_error: $error:literal,)?
            design $(,)?
        }
    ) => {
        $crate::rules::macros::rule!(@declare [$($doc)+] $id $severity [$($source)+] [$($error)?]
            $crate::rules::Check::Design(check));
    };
    (@declare [$($doc:literal)+] $id:literal $severity:ident [$($source:literal)+] [$($error:literal)?] $check:expr) => {
        $(#[doc = $doc])+
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            severity: $crate::rules::Severity::$severity,
            text: concat!($($doc, "\n"),+),
            sources: &[$($source),+],
            aws_error: $crate::rules::macros::rule!(@option $($error)?),
            check: $check,
        };
    };
    (@option) => { None };
    (@option $error:literal) => { Some($error) };
}
pub(crate) use rule;
