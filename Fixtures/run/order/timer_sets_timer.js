// A timer set by a timer is due later, though its delay is no longer.
setTimeout(() => {
  console.log('a');
  setTimeout(() => console.log('c'), 1);
}, 1);
setTimeout(() => console.log('b'), 1);
