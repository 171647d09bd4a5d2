// Fourth: where a reply ends. GUIDE.md, "Reading replies".

/**
 * Tells the replies of one connection apart, however they are cut into chunks. The function takes what arrived, and
 * calls `each` for every reply that ended in it; it throws when that is no RESP. What replies say matters only for errors.
 */
export function createReplyReader() {
  // What is kept here lives from one chunk to the next (10.15).
  return (_chunk: Buffer, _each: (isError: boolean) => void): void => {
    // 10.1: +PONG\r\n is a reply. 10.16: a bulk string is passed by its length. 10.17: - is an error. 10.32: else throw.
    throw new Error('not implemented yet: next is createReplyReader() in starter/10-capstone/replies.ts');
  };
}
