import { deserialize } from 'bson';
import { invalid, type Reader } from './reader.js';

/** Reads code, symbols, DBPointers and undefined. The `bson` library decodes them, each as a document of one field. */
export function readRare(reader: Reader, type: number, nameAt: number): unknown {
  const { buffer } = reader;
  const size = rareSize(buffer, type, reader.at);
  const element = buffer.subarray(nameAt - 1, reader.at + size);
  const wrapped = Buffer.alloc(element.length + 5);
  wrapped.writeInt32LE(wrapped.length, 0);
  element.copy(wrapped, 4);
  reader.at += size;
  try {
    return Object.values(deserialize(wrapped, { promoteValues: false, bsonRegExp: true }))[0];
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'a value cannot be read');
  }
}

/** The size in bytes of a value of such a type that starts at `at`. */
export function rareSize(buffer: Buffer, type: number, at: number): number {
  switch (type) {
    case 6:
      return 0;
    case 12:
      return 4 + buffer.readInt32LE(at) + 12;
    case 13:
    case 14:
      return 4 + buffer.readInt32LE(at);
    case 15:
      return buffer.readInt32LE(at);
    default:
      throw invalid(`unknown type 0x${type.toString(16)}`);
  }
}
