//! Versions of designs that somebody gave a name: kept in the browser, in a database beside the one of the designs.
//!
//! A database of its own, because a new place in the old one would wait for every tab that has it open. What a version
//! is called and its text are two records, so that a list is read without the texts.

use std::future::IntoFuture;

use cidraw::export::Layout;
use cidraw::ordering::Ordered;
use idb::{
    Database, DatabaseEvent, Factory, KeyPath, ObjectStoreParams, Query, Transaction, TransactionMode,
    TransactionResult,
};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use super::storage::StorageError;
use super::time::within;

const DATABASE: &str = "cidraw-versions";
const VERSIONS: &str = "versions";
const TEXTS: &str = "texts";

/// How long an answer of the store is waited for, in milliseconds.
const PATIENCE_MS: i32 = 5_000;

/// A version, without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Tells it from others.
    pub key: String,
    /// Of which design: the key of its record.
    pub design: String,
    /// What it is called.
    pub name: String,
    /// When it was named: milliseconds since 1970.
    pub at: f64,
    /// How many objects it has.
    pub objects: usize,
    /// The layout that it was downloaded in as Terraform code, where it is kept for that.
    pub layout: Option<Layout>,
}

impl Version {
    fn record(&self) -> JsValue {
        object(&[
            ("key", self.key.as_str().into()),
            ("design", self.design.as_str().into()),
            ("name", self.name.as_str().into()),
            ("at", self.at.into()),
            ("objects", (self.objects as f64).into()),
            ("layout", self.layout.map_or(JsValue::UNDEFINED, |layout| layout.key().into())),
        ])
    }

    fn read(record: &JsValue) -> Option<Version> {
        let field = |name: &str| Reflect::get(record, &name.into()).ok();
        Some(Version {
            key: field("key")?.as_string()?,
            design: field("design")?.as_string()?,
            name: field("name")?.as_string()?,
            at: field("at")?.as_f64()?,
            objects: field("objects")?.as_f64()? as usize,
            layout: field("layout").and_then(|layout| Layout::from_key(&layout.as_string()?)),
        })
    }
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let record = Object::new();
    for (name, value) in fields {
        // A plain object takes any field.
        let _ = Reflect::set(&record, &(*name).into(), value);
    }
    record.into()
}

/// The store of versions, open for one task.
pub struct Versions(Database);

impl Versions {
    /// Opens the store, making it the first time.
    pub async fn open() -> Result<Versions, StorageError> {
        within(PATIENCE_MS, Versions::open_now()).await.ok_or(StorageError::Silent)?
    }

    async fn open_now() -> Result<Versions, StorageError> {
        let mut request = Factory::new()?.open(DATABASE, Some(1))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = event.database() else { return };
            for store in [VERSIONS, TEXTS] {
                let mut params = ObjectStoreParams::new();
                params.key_path(Some(KeyPath::new_single("key")));
                // A failure shows when the store is first used, as an error with a message.
                let _ = database.create_object_store(store, params);
            }
        });
        Ok(Versions(request.await?))
    }

    fn begin(&self, mode: TransactionMode) -> Result<Transaction, StorageError> {
        Ok(self.0.transaction(&[VERSIONS, TEXTS], mode)?)
    }

    /// The versions of a design, the latest first.
    pub async fn of(&self, design: &str) -> Result<Vec<Version>, StorageError> {
        let mut found = self.all().await?;
        found.retain(|version| version.design == design);
        Ok(found)
    }

    async fn all(&self) -> Result<Vec<Version>, StorageError> {
        let transaction = self.begin(TransactionMode::ReadOnly)?;
        let request = transaction.object_store(VERSIONS)?.get_all(None, None)?;
        let records = within(PATIENCE_MS, request.into_future()).await.ok_or(StorageError::Silent)??;
        let mut found: Vec<Version> = records.iter().filter_map(Version::read).collect();
        found.order_by(|a, b| b.at.total_cmp(&a.at));
        Ok(found)
    }

    /// The text of a version; nothing when it is gone.
    pub async fn text(&self, key: &str) -> Result<Option<String>, StorageError> {
        let transaction = self.begin(TransactionMode::ReadOnly)?;
        let request = transaction.object_store(TEXTS)?.get(Query::Key(key.into()))?;
        let record = within(PATIENCE_MS, request.into_future()).await.ok_or(StorageError::Silent)??;
        Ok(record.and_then(|record| Reflect::get(&record, &"text".into()).ok()?.as_string()))
    }

    /// Keeps a version, with its text when it is new: both or neither.
    pub async fn put(&self, version: &Version, text: Option<&str>) -> Result<(), StorageError> {
        let put = async {
            let transaction = self.begin(TransactionMode::ReadWrite)?;
            transaction.object_store(VERSIONS)?.put(&version.record(), None)?.await?;
            if let Some(text) = text {
                let record = object(&[("key", version.key.as_str().into()), ("text", text.into())]);
                transaction.object_store(TEXTS)?.put(&record, None)?.await?;
            }
            finish(transaction).await
        };
        within(PATIENCE_MS, put).await.ok_or(StorageError::Silent)?
    }

    /// Forgets a version.
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        let delete = async {
            let transaction = self.begin(TransactionMode::ReadWrite)?;
            for store in [VERSIONS, TEXTS] {
                transaction.object_store(store)?.delete(Query::Key(key.into()))?.await?;
            }
            finish(transaction).await
        };
        within(PATIENCE_MS, delete).await.ok_or(StorageError::Silent)?
    }

    /// Forgets the versions of designs that the browser keeps no more.
    pub async fn forget_all_but(&self, designs: &[String]) -> Result<(), StorageError> {
        for version in self.all().await? {
            if !designs.contains(&version.design) {
                self.delete(&version.key).await?;
            }
        }
        Ok(())
    }
}

async fn finish(transaction: Transaction) -> Result<(), StorageError> {
    // A store that is full may take a record and give up the transaction after it.
    match transaction.commit()?.await? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(StorageError::Full),
    }
}

impl Drop for Versions {
    fn drop(&mut self) {
        self.0.close();
    }
}
