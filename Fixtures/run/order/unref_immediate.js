// The loop does not run for immediates without a reference.
setImmediate(() => console.log('never')).unref();
console.log('script');
