// The loop does not run for timers without a reference.
setTimeout(() => console.log('never'), 2000).unref();
const timer = setTimeout(() => console.log('fires'), 10).unref();
console.log(timer.hasRef());
timer.ref();
console.log(timer.hasRef());
