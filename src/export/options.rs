use crate::model::EntityId;
use crate::scene::Theme;

/// How the files of a bundle are laid out. What that means for its files each exporter says ([`OfferedLayout`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// What lives and changes together apart from the rest, and what joins it by itself.
    #[default]
    Environments,
    /// As few pieces as can be.
    Flat,
}

impl Layout {
    /// Every layout, the default first.
    pub const ALL: [Layout; 2] = [Layout::Environments, Layout::Flat];

    /// The word for it on the command line: `environments`.
    pub const fn key(self) -> &'static str {
        match self {
            Layout::Environments => "environments",
            Layout::Flat => "flat",
        }
    }

    /// The layout that the command line calls `key`.
    pub fn from_key(key: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|layout| layout.key() == key)
    }
}

/// A layout that an exporter knows, in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferedLayout {
    /// The layout.
    pub layout: Layout,
    /// What it is called in the dialog.
    pub title: &'static str,
    /// What it means, in one line.
    pub summary: &'static str,
}

/// Where Terraform keeps its state.
///
/// <https://developer.hashicorp.com/terraform/language/backend>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// A versioned S3 bucket, locked by a file beside the state. Needs Terraform 1.10.
    S3 {
        /// The bucket; it must exist already.
        bucket: String,
        /// The Region that the bucket is in.
        region: String,
        /// What the keys start with, without a slash at the end: `networks/payments`. May be empty.
        prefix: String,
    },
    /// A file beside the code: for one person, and for trying out.
    #[default]
    Local,
    /// No `backend` block: whoever applies the code decides.
    None,
}

/// The major version of the AWS provider that the code is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProviderMajor {
    /// 6.x
    #[default]
    V6,
    /// 5.x
    V5,
}

impl ProviderMajor {
    /// The version constraint: any later minor version, no other major one.
    pub const fn constraint(self) -> &'static str {
        match self {
            // Regional NAT gateways came with 6.24.
            ProviderMajor::V6 => "~> 6.24",
            // VPC Block Public Access came with 5.80.
            ProviderMajor::V5 => "~> 5.80",
        }
    }
}

/// What CloudFormation templates are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemplateSyntax {
    /// YAML, with short functions: `!Ref Vpc`.
    #[default]
    Yaml,
    /// JSON.
    Json,
}

impl TemplateSyntax {
    /// Both, the default first.
    pub const ALL: [TemplateSyntax; 2] = [TemplateSyntax::Yaml, TemplateSyntax::Json];

    /// What it is called in the dialog.
    pub const fn title(self) -> &'static str {
        match self {
            TemplateSyntax::Yaml => "YAML",
            TemplateSyntax::Json => "JSON",
        }
    }

    /// The word for it on the command line, and the ending of files: `yaml`.
    pub const fn key(self) -> &'static str {
        match self {
            TemplateSyntax::Yaml => "yaml",
            TemplateSyntax::Json => "json",
        }
    }

    /// The syntax that the command line calls `key`.
    pub fn from_key(key: &str) -> Option<TemplateSyntax> {
        TemplateSyntax::ALL.into_iter().find(|syntax| syntax.key() == key)
    }
}

/// What can be chosen about a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureOptions {
    /// Its colours.
    pub theme: Theme,
    /// How many times as large as on the canvas at 100 % it is shown, 1 to 4.
    pub scale: u8,
    /// What it shows, with what is around: these objects, or everything when there is none.
    pub only: Vec<EntityId>,
}

impl PictureOptions {
    /// The scales to choose from.
    pub const SCALES: [u8; 4] = [1, 2, 3, 4];
}

impl Default for PictureOptions {
    fn default() -> PictureOptions {
        PictureOptions { theme: Theme::Light, scale: 1, only: Vec::new() }
    }
}

/// What can be chosen about an export. An exporter ignores what does not concern it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How the files are laid out.
    pub layout: Layout,
    /// Where Terraform keeps its state.
    pub backend: Backend,
    /// Which AWS provider the code is for.
    pub provider: ProviderMajor,
    /// Shall a plan that destroys or replaces the VPC or an elastic IP of a production environment fail? Off until it
    /// is chosen: a protected environment can only be taken down after an export without it. CloudFormation retains
    /// them when their stack goes.
    pub protect: bool,
    /// Shall tests (`*.tftest.hcl`) be written?
    pub tests: bool,
    /// Shall objects that carry an AWS id be taken over by `import` blocks, instead of made anew?
    pub import_blocks: bool,
    /// What CloudFormation templates are written in.
    pub syntax: TemplateSyntax,
    /// Which day it is, as `2026-11-22`: findings whose acceptance ran out before are open again in a report. Without a
    /// day all acceptances hold.
    pub today: Option<String>,
    /// What a drawing shows, and how.
    pub picture: PictureOptions,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            layout: Layout::default(),
            backend: Backend::default(),
            provider: ProviderMajor::default(),
            protect: false,
            tests: true,
            import_blocks: true,
            syntax: TemplateSyntax::default(),
            today: None,
            picture: PictureOptions::default(),
        }
    }
}
