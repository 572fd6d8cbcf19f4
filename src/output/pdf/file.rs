//! A PDF file that grows object by object: what is written is not held any more.

use std::io::{self, Write};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::compress;

/// Objects in one compressed object stream.
const OBJECTS_A_STREAM: usize = 200;

/// Where an object stands, as the file's own list says it: there are many.
type Place = [u8; 8];

/// Nowhere: whoever refers to it finds nothing.
const NOWHERE: Place = [0; 8];

/// From this byte on.
fn at(byte: u64) -> Place {
    let [_, _, _, a, b, c, d, e] = byte.to_be_bytes();
    [1, a, b, c, d, e, 0, 0]
}

/// In the object stream of this number, as its so-manieth.
fn within(stream: u32, index: u16) -> Place {
    let ([a, b, c, d], [e, f]) = (stream.to_be_bytes(), index.to_be_bytes());
    [2, 0, a, b, c, d, e, f]
}

/// The file in the making.
pub(super) struct PdfFile<'w> {
    out: &'w mut dyn Write,
    length: u64,
    /// Of every stream, for the file's identifier.
    digest: Sha256,
    /// By number; number 0 is nobody's.
    places: Vec<Place>,
    /// Numbers and ends of the objects that wait for the next object stream.
    packed: Vec<(u32, usize)>,
    bodies: Vec<u8>,
}

impl<'w> PdfFile<'w> {
    pub(super) fn begin(out: &'w mut dyn Write) -> io::Result<Self> {
        let mut file = Self {
            out,
            length: 0,
            digest: Sha256::new(),
            places: vec![NOWHERE],
            packed: Vec::new(),
            bodies: Vec::new(),
        };
        // The second line tells programs that transfer files that this is no text.
        file.print(b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n")?;
        Ok(file)
    }

    /// A number for an object that is written later.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.places.push(NOWHERE);
        (u32::try_from(self.places.len() - 1).expect("a document has fewer objects than numbers"), 0)
    }

    /// The same for several; gives the first.
    pub(super) fn reserve_all(&mut self, count: usize) -> ObjectId {
        let first = self.reserve();
        self.places.resize(self.places.len() + count.saturating_sub(1), NOWHERE);
        first
    }

    pub(super) fn add(&mut self, object: impl Into<Object>) -> io::Result<ObjectId> {
        let id = self.reserve();
        self.put(id, object)?;
        Ok(id)
    }

    /// Writes the object of a reserved number.
    pub(super) fn put(&mut self, id: ObjectId, object: impl Into<Object>) -> io::Result<()> {
        match object.into() {
            Object::Stream(mut stream) => {
                compress(&mut stream);
                self.put_stream(id, &stream)
            }
            object => {
                self.bodies.extend(printed(object));
                self.packed.push((id.0, self.bodies.len()));
                if self.packed.len() == OBJECTS_A_STREAM { self.flush() } else { Ok(()) }
            }
        }
    }

    fn put_stream(&mut self, id: ObjectId, stream: &Stream) -> io::Result<()> {
        self.places[id.0 as usize] = at(self.length);
        self.digest.update(&stream.content);
        self.print_stream(id, stream)
    }

    fn print_stream(&mut self, id: ObjectId, stream: &Stream) -> io::Result<()> {
        let mut dictionary = stream.dict.clone();
        dictionary.set("Length", stream.content.len() as i64);
        self.print(format!("{} 0 obj\n", id.0).as_bytes())?;
        self.print(&printed(dictionary.into()))?;
        self.print(b"\nstream\n")?;
        self.print(&stream.content)?;
        self.print(b"\nendstream\nendobj\n")
    }

    /// Writes the objects that wait.
    fn flush(&mut self) -> io::Result<()> {
        if self.packed.is_empty() {
            return Ok(());
        }
        let id = self.reserve();
        let packed = std::mem::take(&mut self.packed);
        let mut content = String::new();
        let mut start = 0;
        for (index, (number, end)) in packed.iter().enumerate() {
            content.push_str(&format!("{number} {start} "));
            start = *end;
            self.places[*number as usize] = within(id.0, index as u16);
        }
        let first = content.len() as i64;
        let mut content = content.into_bytes();
        content.append(&mut self.bodies);
        let dictionary = dictionary! { "Type" => "ObjStm", "N" => packed.len() as i64, "First" => first };
        let mut stream = Stream::new(dictionary, content);
        compress(&mut stream);
        self.put_stream(id, &stream)
    }

    /// Writes where everything stands. `trailer` names the catalogue and the properties.
    pub(super) fn finish(mut self, mut trailer: Dictionary) -> io::Result<()> {
        self.flush()?;
        let id = self.reserve();
        let start = self.length;
        self.places[id.0 as usize] = at(start);
        let count = self.places.len() as i64;
        let content = std::mem::take(&mut self.places).into_flattened();
        let sum = std::mem::take(&mut self.digest).finalize();
        let identifier = Object::String(sum[..16].to_vec(), StringFormat::Hexadecimal);
        trailer.set("Type", "XRef");
        trailer.set("Size", count);
        // Kind, byte or stream, place in the stream.
        trailer.set("W", vec![1.into(), 5.into(), 2.into()]);
        trailer.set("ID", vec![identifier.clone(), identifier]);
        let mut stream = Stream::new(trailer, content);
        compress(&mut stream);
        self.print_stream(id, &stream)?;
        self.print(format!("startxref\n{start}\n%%EOF").as_bytes())
    }

    fn print(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

/// An object as it stands in a file. lopdf prints the operands of drawing
/// operations in the same way, and gives no other way to print one.
fn printed(object: Object) -> Vec<u8> {
    let content = Content { operations: vec![Operation::new("", vec![object])] };
    content.encode().expect("memory takes everything")
}
