//! Every schema of a description, by number.
//!
//! Schemas are large and there are many, so they are kept in blocks of a few dozen: one allocation each would cost more
//! than reading them.

use std::ops::{Index, IndexMut};

use super::{Schema, SchemaId};

/// Schemas in one block.
const BLOCK: usize = 64;
/// The place of a schema that has its number and is yet to be read.
const NOWHERE: u32 = u32::MAX;

/// Numbers are given out first, schemas come in any order.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    /// By number, where among the schemas of all blocks it is.
    places: Vec<u32>,
    blocks: Vec<Vec<Schema>>,
}

impl Schemas {
    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The next number; its schema is to follow.
    pub(crate) fn number(&mut self) -> SchemaId {
        self.places.push(NOWHERE);
        SchemaId::new(self.places.len() - 1)
    }

    /// The schema of a number.
    pub(crate) fn fill(&mut self, id: SchemaId, schema: Schema) {
        if self.blocks.last().is_none_or(|block| block.len() == BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let full = self.blocks.len() - 1;
        let block = self.blocks.last_mut().expect("there is a block with room");
        let place = full * BLOCK + block.len();
        self.places[id.index()] = u32::try_from(place).expect("fewer schemas than values");
        block.push(schema);
    }

    fn place(&self, id: SchemaId) -> (usize, usize) {
        let place = self.places[id.index()] as usize;
        (place / BLOCK, place % BLOCK)
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        let (block, at) = self.place(id);
        &self.blocks[block][at]
    }
}

impl IndexMut<SchemaId> for Schemas {
    fn index_mut(&mut self, id: SchemaId) -> &mut Schema {
        let (block, at) = self.place(id);
        &mut self.blocks[block][at]
    }
}
