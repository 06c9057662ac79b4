// Timers fire by when they are due, not by when they were set.
setTimeout(() => console.log(60), 60);
setTimeout(() => console.log(20), 20);
setTimeout(() => console.log(40), 40);
