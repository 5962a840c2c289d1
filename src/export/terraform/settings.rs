//! What holds for a whole folder: versions and backend.

use super::hcl::{Block, Body, Entry, Expr};
use crate::export::options::{Backend, Options};

/// S3 locks by a file beside the state, and validations that look at another variable, need this one.
pub(super) const REQUIRED_VERSION: &str = ">= 1.10";

/// `required_version` and `required_providers`.
pub(super) fn versions(options: &Options) -> Body {
    let aws = Expr::Table(vec![
        Entry::word("source", Expr::text("hashicorp/aws")),
        Entry::word("version", Expr::text(options.provider.constraint())),
    ]);
    let mut body = Body::new();
    body.block(
        Block::new("terraform")
            .attribute("required_version", Expr::text(REQUIRED_VERSION))
            .block(Block::new("required_providers").attribute("aws", aws)),
    );
    body
}

/// The backend; `name` tells this state from the others of the bundle.
pub(super) fn backend(options: &Options, name: &str) -> Body {
    let block = match &options.backend {
        Backend::None => return Body::new(),
        Backend::Local => Block::new("backend").label("local").attribute("path", Expr::text("terraform.tfstate")),
        Backend::S3 { bucket, region, prefix } => {
            let parts = [prefix.trim_matches('/'), name, "terraform.tfstate"];
            let key = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
            Block::new("backend")
                .label("s3")
                .attribute("bucket", Expr::text(bucket))
                .attribute("key", Expr::text(key))
                .attribute("region", Expr::text(region))
                .attribute("encrypt", Expr::from(true))
                .attribute("use_lockfile", Expr::from(true))
        }
    };
    let mut body = Body::new();
    body.block(Block::new("terraform").block(block));
    body
}
