// The tiny task: what a pool costs is what is left.
module.exports = (n) => n * 2;
