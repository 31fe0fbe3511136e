/** Where `bench -- transfer` sends the citizen: a number of the public network that the lab's Asterisk answers. */
export const transferTarget = '19900000123';
