//! Designs kept in the browser: what survives a closed or killed tab.
//!
//! One record a design, overwritten as a whole in one transaction: a record is the old text or the new one, never a
//! mix, whenever the tab dies.

use cidraw::ordering::Ordered;
use idb::{Database, DatabaseEvent, Factory, KeyPath, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

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
    pub text: String,
    /// When it was kept: milliseconds since 1970.
    pub at: f64,
}

/// Why a design could not be kept or found, as the browser says it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StorageError(String);

impl From<idb::Error> for StorageError {
    fn from(error: idb::Error) -> StorageError {
        StorageError(error.to_string())
    }
}

/// The browser's store of designs.
pub struct Storage(Database);

impl Storage {
    /// Opens the store, making it on the first visit.
    pub async fn open() -> Result<Storage, StorageError> {
        let factory = Factory::new()?;
        let mut request = factory.open(DATABASE, Some(1))?;
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

    /// Keeps a design in the place of an older state of it.
    pub async fn put(&self, kept: &Kept) -> Result<(), StorageError> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
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
        transaction.commit()?.await?;
        Ok(())
    }

    /// The kept designs, the latest first.
    pub async fn all(&self) -> Result<Vec<Kept>, StorageError> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let records = transaction.object_store(STORE)?.get_all(None, None)?.await?;
        let mut kept: Vec<Kept> = records.iter().filter_map(read).collect();
        kept.order_by(|a, b| b.at.total_cmp(&a.at));
        Ok(kept)
    }

    /// Forgets the oldest designs past the number that is kept.
    pub async fn prune(&self) -> Result<(), StorageError> {
        let old: Vec<String> = self.all().await?.into_iter().skip(KEPT).map(|kept| kept.key).collect();
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

/// A record as [`Kept`]; `None` when it is not one (another version wrote it).
fn read(record: &JsValue) -> Option<Kept> {
    let field = |name: &str| js_sys::Reflect::get(record, &name.into()).ok();
    Some(Kept {
        key: field("key")?.as_string()?,
        name: field("name")?.as_string()?,
        text: field("text")?.as_string()?,
        at: field("at")?.as_f64()?,
    })
}
