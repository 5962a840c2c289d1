//! Version 0, the preview, knew IPv4 only: a VPC and a subnet had one block each, in `cidr`. Version 1 has `ipv4`, a list
//! in a VPC, beside `ipv6`.

use serde_json::Value;

pub(super) fn up(mut file: Value) -> Result<Value, String> {
    file["cidraw"] = 1.into();
    for object in file.get_mut("objects").and_then(Value::as_array_mut).into_iter().flatten() {
        let is_vpc = match object.get("kind").and_then(Value::as_str) {
            Some("vpc") => true,
            Some("subnet") => false,
            _ => continue,
        };
        let Some(fields) = object.as_object_mut() else { continue };
        if let Some(block) = fields.remove("cidr") {
            if fields.contains_key("ipv4") {
                let id = fields.get("id").cloned().unwrap_or_default();
                return Err(format!("the object {id} has both \"cidr\" and \"ipv4\""));
            }
            fields.insert("ipv4".into(), if is_vpc { Value::Array(vec![block]) } else { block });
        }
    }
    Ok(file)
}
