// A timer ends an interval from outside.
const timer = setInterval(() => console.log('interval'), 40);
setTimeout(() => {
  console.log('end');
  clearInterval(timer);
}, 60);
