//! Request bodies: JSON, or a multipart form whose `payload_json` is the JSON.

use serde_json::Value;

use super::super::world::{File, Problem};

/// The JSON of a body, and the files beside it.
pub(super) fn read(content_type: &str, bytes: &[u8]) -> Result<(Option<Value>, Vec<File>), Problem> {
    if bytes.is_empty() {
        return Ok((None, Vec::new()));
    }
    if let Some(boundary) = content_type.strip_prefix("multipart/form-data").and_then(boundary) {
        return multipart(&boundary, bytes);
    }
    if !content_type.starts_with("application/json") {
        let message = "Expected \"Content-Type\" header to be one of {'application/json'}.";
        return Err(Problem::form("", "CONTENT_TYPE_INVALID", message));
    }
    let json = serde_json::from_slice(bytes).map_err(|_| Problem::invalid_json())?;
    Ok((Some(json), Vec::new()))
}

fn boundary(rest: &str) -> Option<String> {
    let (_, boundary) = rest.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    Some(format!("--{boundary}"))
}

fn multipart(boundary: &str, bytes: &[u8]) -> Result<(Option<Value>, Vec<File>), Problem> {
    let (mut json, mut files) = (None, Vec::new());
    for part in split(bytes, boundary.as_bytes()) {
        let Some(head_end) = find(part, b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&part[..head_end]);
        let content = part[head_end + 4..].strip_suffix(b"\r\n").unwrap_or(&part[head_end + 4..]);
        let name = quoted(&head, "name=").unwrap_or_default();
        if name == "payload_json" {
            json = Some(serde_json::from_slice(content).map_err(|_| Problem::invalid_json())?);
        } else if let Some(file) = quoted(&head, "filename=") {
            let kind = head.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
            });
            files.push(File { name: file, size: content.len(), content_type: kind });
        }
    }
    Ok((json, files))
}

fn quoted(head: &str, key: &str) -> Option<String> {
    let at = head
        .match_indices(key)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || !head.as_bytes()[at - 1].is_ascii_alphabetic())?;
    let value = &head[at + key.len()..];
    let value = value.strip_prefix('"').map_or_else(|| value.split([';', '\r']).next(), |rest| rest.split('"').next());
    value.map(str::to_owned)
}

fn split<'a>(bytes: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while let Some(at) = find(rest, boundary) {
        parts.push(&rest[..at]);
        rest = &rest[at + boundary.len()..];
    }
    parts.into_iter().skip(1).collect()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_json_and_files() {
        let form = "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{\"content\":\"hi\"}\r\n\
                    --b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"plan.png\"\r\n\
                    Content-Type: image/png\r\n\r\n\x01\x02\x03\r\n--b--\r\n";
        let (json, files) = read("multipart/form-data; boundary=b", form.as_bytes()).unwrap();
        assert_eq!(json.unwrap()["content"], "hi");
        assert_eq!((files[0].name.as_str(), files[0].size), ("plan.png", 3));
        assert_eq!(files[0].content_type.as_deref(), Some("image/png"));
    }

    #[test]
    fn broken_json_is_said_to_be_broken() {
        assert_eq!(read("application/json", b"{").unwrap_err().code, 50109);
        assert_eq!(read("text/plain", b"{}").unwrap_err().code, 50035);
    }
}
