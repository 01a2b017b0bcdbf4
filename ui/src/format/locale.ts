/** The language of the page is English; its kind of English, and so how dates and numbers look, is the reader's. */
export const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';
