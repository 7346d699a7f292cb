const { createHash } = require('node:crypto');

// What is done with each line of a file.
module.exports = ({ id, text }) => ({ id, sha256: createHash('sha256').update(text).digest('hex') });
