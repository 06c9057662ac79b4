// Negative and immense delays are those of a millisecond.
setTimeout(() => console.log('negative'), -5);
setTimeout(() => console.log('none'), 0);
setTimeout(() => console.log('one'), 1);
setTimeout(() => console.log('half'), 0.5);
setTimeout(() => console.log('immense'), 2 ** 31);
