// A timer clears one of another delay that is due as well.
const busy = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
let other;
setTimeout(() => { console.log('first'); clearTimeout(other); }, 5);
other = setTimeout(() => console.log('never'), 7);
setTimeout(() => console.log('third'), 9);
busy(30);
