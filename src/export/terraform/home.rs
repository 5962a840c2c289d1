use super::hcl::{Block, Body, Expr};
use super::object::Object;

/// Where the resources of a VPC stand in the code, and so their addresses in the state.
#[derive(Clone, Debug)]
pub(super) enum Home {
    /// At the top of one folder, labelled after the VPC: `aws_subnet.prod`.
    Flat {
        /// The label.
        label: String,
    },
    /// In a call of the module: `module.prod.aws_subnet.this`.
    Module {
        /// The name of the call.
        name: String,
    },
}

impl Home {
    /// The address of the resource of type `kind`, without a key.
    pub(super) fn address(&self, kind: &str) -> String {
        match self {
            Home::Flat { label } => format!("{kind}.{label}"),
            Home::Module { name } => format!("module.{name}.{kind}.this"),
        }
    }

    /// The address of one of several.
    pub(super) fn keyed(&self, kind: &str, key: &str) -> String {
        format!("{}[{}]", self.address(kind), super::hcl::quote::ascii_literal(key))
    }

    /// An `import` block for an object that exists.
    pub(super) fn import(&self, body: &mut Body, to: &str, object: &Object) {
        if let Some(aws_id) = &object.aws_id {
            body.block(import(to, aws_id).marked(object.id));
        }
    }
}

/// `import { to = ... id = "..." }`
pub(super) fn import(to: &str, id: &str) -> Block {
    Block::new("import").attribute("to", Expr::code(to)).attribute("id", Expr::text(id))
}
