/** What is decided before any row is read: whether a message is an instruction at all. */

/** "could you … please?" asks for it to be done. */
const POLITE =
  /^\s*(?:(?:please|hi|hello|hey|ok|okay|so|and)[\s,!]+)*(?:(?:can|could|would|will)\s+(?:you|we|u)(?:\s+(?:please|kindly|maybe))?|would\s+you\s+mind|(?:can|could|may)\s+i\s+(?:please\s+)?(?:have|get)|i\s+was\s+wondering\s+if\s+you\s+could)\s+|^\s*(?:请问)?(?:你)?(?:能不能|可不可以|能否|可否|可以|能|麻烦你?)(?=(?:请|帮|给|把|将|替|再|在|加|剪|去|删|静|改|调|旋|淡|只|让|做|为我))/iu;
/** How an answer is asked for, not an edit. */
const ASKING =
  /^\s*(?:and\s+|so\s+|but\s+)?(?:is|are|am|was|were|do|does|did|has|have|had|what|why|how|when|where|which|who|whose|should|shall|will|would|can|could|may|might|isn't|aren't|doesn't|don't\s+you|tell\s+me|explain|show\s+me\s+(?:how|what|the\s+(?:timeline|status))|any|if)\b|什么|怎么|怎样|如何|为什么|为何|多少|哪[个些里儿]?|是不是|有没有|是否|吗|呢\s*[?？。]*\s*$|几[个段条秒]/iu;
const MARK = /[?？]\s*$/u;
const ENDS_POLITE = /[吗么呢吧]?[?？。.!！\s]*$/u;

/** Null for a question; else the message without what is only polite. */
export function stripPoliteness(text: string): string | null {
  const polite = POLITE.exec(text);
  const rest = polite ? text.slice(polite[0].length).replace(ENDS_POLITE, '') : text;
  return ASKING.test(rest) || MARK.test(rest) ? null : rest;
}
