use crate::model::kinds::Role;
use crate::scene::geometry::Rect;
use crate::scene::ink::{Ink, Pattern, Stroke};
use crate::scene::strip::{SpanUse, Strip};

use super::pen::Pen;

/// The colour of a tier's role, and of the ground of its subnets.
pub(super) fn role_inks(role: Role) -> (Ink, Ink) {
    match role {
        Role::Public => (Ink::Public, Ink::PublicFill),
        Role::Private => (Ink::Private, Ink::PrivateFill),
        Role::Isolated => (Ink::Isolated, Ink::IsolatedFill),
    }
}

/// The addresses of a VPC in order. `clashes` are further parts to mark: what another VPC has too.
pub(super) fn strip(pen: &mut Pen, strip: &Strip, rect: Rect, clashes: &[(f64, f64)]) {
    let px = pen.px;
    let radius = (2.0 * px).min(rect.h / 3.0);
    pen.rect(rect.inflate(-px / 2.0), radius, None, Stroke::solid(Ink::Free, 1.0));
    if strip.total == 0 {
        return;
    }
    let x = |part: f64| rect.x + part * rect.w;
    // Neighbours that would leave less than two pixels each are drawn as one.
    let mut open: Option<(f64, f64, Role)> = None;
    let mut runs = Vec::new();
    for span in &strip.spans {
        let SpanUse::Subnet(role) = span.use_ else { continue };
        let (from, to) = (x(span.from), x(span.to));
        open = Some(match open {
            Some((start, end, same))
                if same == role && from - end < px && (to - from < 3.0 * px || end - start < 3.0 * px) =>
            {
                (start, to, role)
            }
            before => {
                runs.extend(before);
                (from, to, role)
            }
        });
    }
    runs.extend(open);
    for (from, to, role) in runs {
        // A pixel sets neighbours apart; the smallest subnet still shows.
        let w = (to - from - px).max(1.5 * px).min((rect.right() - from).max(px));
        pen.rect(Rect::new(from, rect.y, w, rect.h), (px).min(w / 3.0), role_inks(role).0, None);
    }
    for (from, to) in &strip.reserved {
        let w = ((to - from) * rect.w).max(1.5 * px);
        pen.hatch(Rect::new(x(*from), rect.y, w, rect.h), 0.0, Ink::VpcFill, Pattern::Reserved);
    }
    for border in &strip.borders {
        let at = x(*border);
        pen.line(
            crate::scene::Point::new(at, rect.y - 2.0 * px),
            crate::scene::Point::new(at, rect.bottom() + 2.0 * px),
            Stroke::solid(Ink::LineStrong, 1.0),
        );
    }
    let own = strip.spans.iter().filter(|s| s.use_ == SpanUse::Overlap).map(|s| (s.from, s.to));
    let rise = rect.h * 0.4;
    for (from, to) in own.chain(clashes.iter().copied()) {
        let w = ((to - from) * rect.w).max(2.0 * px);
        pen.rect(Rect::new(x(from), rect.y - rise, w, rect.h + 2.0 * rise), px, Ink::Error, None);
    }
}
