/** A file that is written to its end, and survives the machine's going down as far as it was flushed. */
export interface DurableFile {
  /** Adds all of it. @throws where there is no room: a part of it may be there then */
  append(bytes: Uint8Array): Promise<void>;
  /** What was added is on the disk when this is over. */
  flush(): Promise<void>;
  /** Leaves only its first bytes. */
  cut(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** What a journal needs of a file system: the real one, or one that crashes when a test wants it. */
export interface Disk {
  /** The whole file; null where there is none. */
  read(file: string): Promise<string | null>;
  /** In bytes; null where there is none. */
  size(file: string): Promise<number | null>;
  /** Gives a file this text, or leaves it as it was: whole, whenever the machine goes down. */
  replace(file: string, text: string): Promise<void>;
  /** Opens a file behind its first bytes, what is beyond them gone; it is made where there is none. All of that is on the disk then. */
  openAt(file: string, bytes: number): Promise<DurableFile>;
}
