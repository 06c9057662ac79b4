//! Network addresses. (Text forms and sockets are in std.)
