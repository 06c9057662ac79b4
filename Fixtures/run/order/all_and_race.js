// Waiting for all and for the first of several.
const sleep = (ms, value) => new Promise((done) => setTimeout(done, ms, value));
Promise.all([sleep(30, 'a'), sleep(10, 'b')]).then((all) => console.log('all', all.join(' ')));
Promise.race([sleep(20, 'slow'), sleep(5, 'fast')]).then((value) => console.log('race', value));
