// The tiny task, as workerpool wants it.
require('workerpool').worker({ tiny: require('./tiny.cjs') });
