//! Designs kept in the browser: what survives a closed or killed tab.
//!
//! One record a design, overwritten as a whole in one transaction: a record is the old text or the new one, never a
//! mix, whenever the tab dies.

use std::future::IntoFuture;
use std::sync::Arc;

use cidraw::ordering::Ordered;
use idb::{Database, DatabaseEvent, Factory, KeyPath, ObjectStoreParams, Query, TransactionMode, TransactionResult};
use wasm_bindgen::JsValue;

use super::time::within;

const DATABASE: &str = "cidraw";
const STORE: &str = "designs";
/// How many designs are kept; the oldest go first.
const KEPT: usize = 20;

/// A design as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Which design: made once when it is begun or opened.
    pub key: String,
    /// The name of its file, without the ending.
    pub name: String,
    /// The file's text.
    pub text: Arc<String>,
    /// When it was kept: milliseconds since 1970.
    pub at: f64,
}

/// Why a design could not be kept or found, as a person is told it.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum StorageError {
    /// The disk or the browser's share of it is full.
    #[error("its store is full")]
    Full,
    /// The store neither opens nor says why: another process holds it, or its files are damaged.
    #[error("its store does not answer")]
    Silent,
    /// As the browser says it.
    #[error("{0}")]
    Other(String),
}

impl From<idb::Error> for StorageError {
    fn from(error: idb::Error) -> StorageError {
        let text = error.to_string();
        if text.contains("Quota") { StorageError::Full } else { StorageError::Other(text) }
    }
}

/// What became of a design that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Put {
    /// It is kept, as of this time.
    Kept(f64),
    /// Its record is not as this tab left it: another tab has written to it. Nothing was overwritten.
    Taken,
}

/// How long an answer of the store is waited for, in milliseconds. One that is damaged may never come.
const PATIENCE_MS: i32 = 5_000;

/// The browser's store of designs.
pub struct Storage(Database);

impl Storage {
    /// Opens the store, making it on the first visit.
    pub async fn open() -> Result<Storage, StorageError> {
        within(PATIENCE_MS, async {
            let storage = Storage::open_version(None).await?;
            if storage.0.store_names().iter().any(|name| name == STORE) {
                return Ok(storage);
            }
            // A first visit that broke off half-way leaves a store without the place for designs.
            let next = storage.0.version()? + 1;
            drop(storage);
            Storage::open_version(Some(next)).await
        })
        .await
        .ok_or(StorageError::Silent)?
    }

    async fn open_version(version: Option<u32>) -> Result<Storage, StorageError> {
        let factory = Factory::new()?;
        let mut request = factory.open(DATABASE, version)?;
        request.on_upgrade_needed(|event| {
            let mut params = ObjectStoreParams::new();
            params.key_path(Some(KeyPath::new_single("key")));
            if let Ok(database) = event.database() {
                // A failure shows when the store is first used, as an error with a message.
                let _ = database.create_object_store(STORE, params);
            }
        });
        Ok(Storage(request.await?))
    }

    /// Keeps a design in the place of the state of it that was kept at `base`, if that is still there.
    pub async fn put(&self, kept: &Kept, base: Option<f64>) -> Result<Put, StorageError> {
        within(PATIENCE_MS, self.put_now(kept, base)).await.ok_or(StorageError::Silent)?
    }

    async fn put_now(&self, kept: &Kept, base: Option<f64>) -> Result<Put, StorageError> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        // Looked at and written in one transaction: no other tab comes between.
        let before = store.get(Query::Key(kept.key.as_str().into()))?.await?;
        // Not the whole record: its text is long.
        if before.as_ref().and_then(kept_at).is_some_and(|at| Some(at) != base) {
            return Ok(Put::Taken);
        }
        let record = js_sys::Object::new();
        let fields: [(&str, JsValue); 4] = [
            ("key", kept.key.as_str().into()),
            ("name", kept.name.as_str().into()),
            ("text", kept.text.as_str().into()),
            ("at", kept.at.into()),
        ];
        for (field, value) in fields {
            let _ = js_sys::Reflect::set(&record, &field.into(), &value);
        }
        store.put(&record, None)?.await?;
        // A store that is full may take a record and give up the transaction after it.
        match transaction.commit()?.await? {
            TransactionResult::Committed => Ok(Put::Kept(kept.at)),
            TransactionResult::Aborted => Err(StorageError::Full),
        }
    }

    /// The kept designs, the latest first.
    pub async fn all(&self) -> Result<Vec<Kept>, StorageError> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let request = transaction.object_store(STORE)?.get_all(None, None)?;
        let records = within(PATIENCE_MS, request.into_future()).await.ok_or(StorageError::Silent)??;
        let mut kept: Vec<Kept> = records.iter().filter_map(read).collect();
        kept.order_by(|a, b| b.at.total_cmp(&a.at));
        Ok(kept)
    }

    /// The keys of the kept designs.
    pub async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let request = transaction.object_store(STORE)?.get_all_keys(None, None)?;
        let keys = within(PATIENCE_MS, request.into_future()).await.ok_or(StorageError::Silent)??;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// Forgets the oldest of `all` designs past the number that is kept.
    pub async fn prune(&self, all: &[Kept]) -> Result<(), StorageError> {
        let old: Vec<&str> = all.iter().skip(KEPT).map(|kept| kept.key.as_str()).collect();
        if old.is_empty() {
            return Ok(());
        }
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        for key in old {
            store.delete(Query::Key(key.into()))?.await?;
        }
        transaction.commit()?.await?;
        Ok(())
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        // An open connection would keep another tab from mending the store.
        self.0.close();
    }
}

/// A record as [`Kept`]; `None` when it is not one (another version wrote it).
fn read(record: &JsValue) -> Option<Kept> {
    let text = |name: &str| field(record, name)?.as_string();
    Some(Kept { key: text("key")?, name: text("name")?, text: Arc::new(text("text")?), at: kept_at(record)? })
}

/// When a record was kept.
fn kept_at(record: &JsValue) -> Option<f64> {
    field(record, "at")?.as_f64()
}

fn field(record: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(record, &name.into()).ok()
}
