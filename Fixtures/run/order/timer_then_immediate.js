// In a timer, an immediate comes before a timer of no delay.
setTimeout(() => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
}, 1);
